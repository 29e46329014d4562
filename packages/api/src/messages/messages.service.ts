import { AppError } from "@causerie/core";
import type { Database } from "@causerie/db";
import { z } from "zod";
import { type AppBus, conversationTopic } from "../chat/conversation-events.ts";
import type { RunEngine } from "../chat/run-engine.ts";
import type { ConversationsService } from "../conversations/conversations.service.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { Page } from "../schema-parts.ts";
import * as repo from "./messages.repo.ts";
import type { MessageView } from "./messages.schema.ts";

export type MessagesService = ReturnType<typeof createMessagesService>;

/** The message at which the page begins. */
const listCursor = z.tuple([z.string().max(60)]);

export function createMessagesService(deps: {
  db: Database;
  bus: AppBus;
  runs: RunEngine;
  conversations: ConversationsService;
}) {
  const { db, bus, runs, conversations } = deps;
  return {
    /** The current branch from its end backwards. */
    async list(
      userId: string,
      input: { conversationId: string; cursor?: string | null | undefined; limit: number },
    ): Promise<Page<MessageView>> {
      const { conversationId, limit } = input;
      const from = input.cursor ? decodeCursor(input.cursor, listCursor)[0] : null;
      return db.asUser(userId, async (tx) => {
        const head = await conversations.headOf(tx, { userId, id: conversationId });
        const headId = from ?? head;
        if (headId === null) return { items: [], nextCursor: null };
        const rows = await repo.listBranch(tx, { userId, conversationId, headId, limit: limit + 1 });
        if (from !== null && rows.length === 0) throw new AppError("CURSOR_INVALID", { message: "no such message" });
        const next = rows[limit];
        return { items: rows.slice(0, limit), nextCursor: next ? encodeCursor([next.id]) : null };
      });
    },

    /** The end of the current branch: the last question and its answer, in that order. */
    async branchEnd({ userId, conversationId }: { userId: string; conversationId: string }): Promise<MessageView[]> {
      const { items } = await this.list(userId, { conversationId, limit: 2 });
      return items.reverse();
    },

    async deleteAll(userId: string, input: { conversationId: string }): Promise<{ deleted: number }> {
      const { conversationId } = input;
      const deleted = await db.asUser(userId, async (tx) => {
        await conversations.headOf(tx, { userId, id: conversationId });
        return repo.deleteMessages(tx, { userId, conversationId });
      });
      runs.abandon((ids) => ids.conversationId === conversationId);
      bus.publish(conversationTopic(conversationId), { kind: "event", event: { type: "cleared" } });
      return { deleted };
    },
  };
}
