import type { Database, Db } from "@causerie/db";
import type { ConversationsService } from "../../conversations/conversations.service.ts";
import type { ModelView } from "../../models/models.schema.ts";
import type { ModelsService } from "../../models/models.service.ts";

export type ChooseModel = ReturnType<typeof createChooseModel>;

/**
 * The model that answers: the one asked for, else the conversation's, else the person's, else the server's.
 *
 * Asked before the transaction that locks the conversation: a catalogue may have to be fetched.
 */
export function createChooseModel(deps: {
  db: Database;
  models: ModelsService;
  conversations: ConversationsService;
  /** The model that a person chose for conversations that name none. */
  users: { defaultModelOf(tx: Db, userId: string): Promise<string | null> };
}) {
  const { db, models, conversations, users } = deps;
  /** @throws {AppError} MODEL_UNKNOWN, MODEL_NOT_ALLOWED; NOT_FOUND or FORBIDDEN when the person can't write in the conversation. */
  return async (
    userId: string,
    asked: { model?: string | undefined; conversationId?: string | undefined },
  ): Promise<ModelView> => {
    const { model, conversationId: id } = asked;
    if (model && !id) return models.require(model, userId);
    const kept = await db.asUser(userId, async (tx) => {
      const conversation = id ? await conversations.access(tx, { userId, id, least: "writer" }) : null;
      return model ?? conversation?.model ?? models.usualFor(userId, await users.defaultModelOf(tx, userId));
    });
    return models.require(kept, userId);
  };
}
