import { AppError } from "@causerie/core";
import type { Database, Db } from "@causerie/db";
import { z } from "zod";
import { type AppBus, conversationTopic } from "../chat/conversation-events.ts";
import type { RunEngine } from "../chat/run-engine.ts";
import type { ConversationRow, ConversationsService } from "../conversations/conversations.service.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import * as repo from "./messages.repo.ts";
import type { MessagePage } from "./messages.schema.ts";

export type MessagesService = ReturnType<typeof createMessagesService>;

/** The message at which the page begins. */
const listCursor = z.tuple([z.string().max(60)]);
/** A branch ends in a question and its answer; a watcher needs both. */
const endOfBranch = 2;

export function createMessagesService(deps: {
  db: Database;
  bus: AppBus;
  runs: RunEngine;
  conversations: ConversationsService;
}) {
  const { db, bus, runs, conversations } = deps;

  const placeOf = (row: ConversationRow) => ({ ownerId: row.ownerId, conversationId: row.id });

  /** A message that someone points to, and the conversation that it stands in. */
  async function pointedTo(tx: Db, query: { userId: string; messageId: string; least: "reader" | "writer" }) {
    const row = await conversations.access(tx, query);
    return { row, place: placeOf(row) };
  }

  return {
    /** A branch from its end backwards: the one that the person is on, or the one through `branchOf`. */
    async list(
      userId: string,
      input: {
        conversationId: string;
        branchOf?: string | undefined;
        cursor?: string | null | undefined;
        limit: number;
      },
    ): Promise<MessagePage> {
      const { conversationId, branchOf, limit } = input;
      const position = input.cursor ? decodeCursor(input.cursor, listCursor)[0] : null;
      return db.asUser(userId, async (tx) => {
        const row = await conversations.access(tx, { userId, id: conversationId, least: "reader" });
        const start = position === null ? { endOf: branchOf ?? row.headMessageId } : { at: position };
        const place = placeOf(row);
        const rows = await repo.listBranch(tx, { ...place, start, limit: limit + 1 });
        if (position !== null && rows.length === 0)
          throw new AppError("CURSOR_INVALID", { message: "no such message" });
        const [end] = rows;
        const others = position === null && end?.sideBySide ? end.siblingIds.filter((id) => id !== end.id) : [];
        const beside = others.length > 0 ? await repo.listByIds(tx, { ...place, ids: others }) : [];
        const next = rows[limit];
        const nextCursor = next ? encodeCursor([next.id]) : null;
        return { items: rows.slice(0, limit), nextCursor, beside: beside.filter((message) => message.sideBySide) };
      });
    },

    /** The end of the person's branch, what is being written on any, what the runs `runIds` wrote, and what waits. */
    async current(query: { userId: string; conversationId: string; runIds: readonly string[] }) {
      const { userId, conversationId, runIds } = query;
      return db.asUser(userId, async (tx) => {
        const row = await conversations.access(tx, { userId, id: conversationId, least: "reader" });
        const now = { ...placeOf(row), endOf: row.headMessageId, limit: endOfBranch, runIds };
        return { row, ...(await repo.listCurrent(tx, now)) };
      });
    },

    /** How much would go with it. */
    async countBelow(userId: string, messageId: string): Promise<{ messages: number }> {
      const below = await db.asUser(userId, async (tx) => {
        const { place } = await pointedTo(tx, { userId, messageId, least: "reader" });
        return repo.listBelow(tx, { ...place, id: messageId });
      });
      return { messages: below.length };
    },

    /**
     * Deletes a message with all that hangs on it. A conversation's owner may delete any; a writer one of their own, as long as
     * nobody else's hangs on it.
     */
    async delete(userId: string, messageId: string): Promise<{ deletedIds: string[] }> {
      const { row, deletedIds } = await db.asUser(userId, async (tx) => {
        const { row, place } = await pointedTo(tx, { userId, messageId, least: "writer" });
        const below = await repo.listBelow(tx, { ...place, id: messageId });
        const [message, ...rest] = below;
        const own =
          message?.authorId === userId && rest.every(({ authorId }) => authorId === null || authorId === userId);
        if (row.role !== "owner" && !own) throw new AppError("FORBIDDEN", { message: "not theirs to delete" });
        const parent = await repo.findParent(tx, { ...place, id: messageId });
        await repo.deleteMessage(tx, { ...place, id: messageId });
        const deletedIds = below.map(({ id }) => id);
        if (row.headMessageId && deletedIds.includes(row.headMessageId)) {
          const { id, role } = row;
          await conversations.moveTo(tx, { userId, role, id, headMessageId: parent?.parentId ?? null });
        }
        return { row, deletedIds };
      });
      const gone = new Set(deletedIds);
      runs.abandon((ids) => gone.has(ids.messageId));
      bus.publish(conversationTopic(row.id), { kind: "event", event: { type: "removed", messageIds: deletedIds } });
      return { deletedIds };
    },

    /** The person goes over to the branch through this message, and is found there again. */
    async select(userId: string, messageId: string): Promise<void> {
      await db.asUser(userId, async (tx) => {
        const { row } = await pointedTo(tx, { userId, messageId, least: "reader" });
        await conversations.moveTo(tx, { userId, role: row.role, id: row.id, headMessageId: messageId });
      });
    },

    /** Of answers that stand side by side, goes on with this one. */
    async keep(userId: string, messageId: string): Promise<void> {
      const conversationId = await db.asUser(userId, async (tx) => {
        const { row, place } = await pointedTo(tx, { userId, messageId, least: "writer" });
        const message = await repo.findParent(tx, { ...place, id: messageId });
        if (message?.role !== "assistant" || !message.parentId) {
          throw new AppError("NOT_FOUND", { message: "no such answer" });
        }
        await repo.endSideBySide(tx, { ...place, parentId: message.parentId });
        await conversations.moveTo(tx, { userId, role: row.role, id: row.id, headMessageId: messageId });
        return row.id;
      });
      bus.publish(conversationTopic(conversationId), { kind: "event", event: { type: "kept", messageId } });
    },

    async deleteAll(userId: string, input: { conversationId: string }): Promise<{ deleted: number }> {
      const { conversationId } = input;
      const deleted = await db.asUser(userId, async (tx) => {
        const row = await conversations.access(tx, { userId, id: conversationId, least: "owner" });
        return repo.deleteMessages(tx, placeOf(row));
      });
      runs.abandon((ids) => ids.conversationId === conversationId);
      bus.publish(conversationTopic(conversationId), { kind: "event", event: { type: "cleared" } });
      return { deleted };
    },
  };
}
