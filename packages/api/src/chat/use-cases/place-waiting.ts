import { type AppError, type AppErrorCode, isAppError } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database, Db } from "@causerie/db";
import type { ModelView } from "../../models/models.schema.ts";
import type { ModelsService } from "../../models/models.service.ts";
import * as chatRepo from "../chat.repo.ts";
import type { Begun, Exchanges, Place, Question } from "../exchange.ts";
import { placeIn } from "../place.ts";
import * as repo from "../queue.repo.ts";

/** Refusals that will be the same in a minute: to wait on would be to wait until somebody changes something. */
const lastingRefusals: ReadonlySet<AppErrorCode> = new Set([
  "BUDGET_EXCEEDED",
  "MODEL_PRICE_MISSING",
  "MODEL_NOT_ALLOWED",
  "MODEL_UNKNOWN",
  "MODEL_CONTEXT_TOO_LONG",
]);

const isLasting = (error: unknown): error is AppError => isAppError(error) && lastingRefusals.has(error.code);

/**
 * Gives a waiting message its place in the conversation. When its answer is refused for good, the message takes its place all
 * the same, with an answer that failed and says why: its author can read it, change what stood in the way, and retry.
 */
export function createPlaceWaiting(deps: {
  db: Database;
  log: Logger;
  models: ModelsService;
  exchanges: Exchanges;
  memoryMessages: number;
}) {
  const { db, log, models, exchanges, memoryMessages } = deps;

  /** The model asked for; when it can no longer be had, the usual one. Throws why the first of them is refused. */
  async function answererOf({ authorId, model }: repo.QueuedRow): Promise<ModelView> {
    const usual = models.usualFor(authorId, null);
    try {
      return await models.require(model ?? usual, authorId);
    } catch (refusal) {
      if (!isLasting(refusal)) throw refusal;
      return models.require(usual, authorId).catch((error: unknown) => {
        throw isLasting(error) ? refusal : error;
      });
    }
  }

  /** Takes the message out of the queue and writes it at the end of its branch; null: it can't be there now. */
  async function seat(
    row: repo.QueuedRow,
    write: (tx: Db, place: Place, question: Question & { parentId: string | null }) => Promise<Begun>,
  ): Promise<Begun | null> {
    const { conversationId: id, authorId, keyId, afterMessageId, text, clientMessageId } = row;
    return db.asUser(authorId, async (tx) => {
      const at = { id, start: afterMessageId, exact: false, wanted: memoryMessages };
      const entered = await chatRepo.enterConversation(tx, at);
      if (!entered) {
        // Its author may no longer write here.
        await repo.deleteQueued(tx, row.id);
        return null;
      }
      if (entered.activeRunId || !(await repo.deleteQueued(tx, row.id))) return null;
      const question = { id: row.id, text, authorId, clientMessageId, parentId: entered.endId };
      return write(tx, placeIn({ userId: authorId, keyId }, id, entered), question);
    });
  }

  return async (row: repo.QueuedRow): Promise<Begun | null> => {
    const { id: messageId, conversationId, assistantMessageId, runId } = row;
    if (!assistantMessageId || !runId) {
      return seat(row, (tx, place, question) => exchanges.ask(tx, place, { question, models: [] }));
    }
    const promised = { messageId: assistantMessageId, runId };
    let model = row.model ?? models.usualFor(row.authorId, null);
    try {
      const answerer = await answererOf(row);
      model = answerer.id;
      return await seat(row, (tx, place, question) =>
        exchanges.ask(tx, place, { question, models: [answerer], promised }),
      );
    } catch (error) {
      if (!isLasting(error)) throw error;
      // The transaction that met it is gone with all that it wrote, what was reserved included.
      const { code, message: detail } = error;
      log.warn({ conversationId, messageId, runId, code, detail }, "a waiting message's answer was refused");
      return seat(row, (tx, place, question) => exchanges.refuse(tx, place, { question, model, promised, error }));
    }
  };
}
