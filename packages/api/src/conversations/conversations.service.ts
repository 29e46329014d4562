import type { Clock } from "@causerie/core";
import { AppError, newId } from "@causerie/core";
import type { Database, Db } from "@causerie/db";
import { z } from "zod";
import { type AppBus, conversationTopic, userTopic } from "../chat/conversation-events.ts";
import type { RunEngine } from "../chat/run-engine.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { ModelsService } from "../models/models.service.ts";
import type { Page } from "../schema-parts.ts";
import * as repo from "./conversations.repo.ts";
import type { ConversationView, SearchHit } from "./conversations.schema.ts";
import { searchConversations } from "./conversations.search.ts";

export type ConversationsService = ReturnType<typeof createConversationsService>;

const listCursor = z.tuple([z.boolean(), z.iso.datetime(), z.string().max(60)]);

/** The conversations of one person; `userId` is always who asks. */
export function createConversationsService(deps: {
  db: Database;
  clock: Clock;
  models: ModelsService;
  bus: AppBus;
  runs: RunEngine;
}) {
  const { db, clock, models, bus, runs } = deps;

  return {
    async list(
      userId: string,
      input: { archived: boolean; cursor?: string | null | undefined; limit: number },
    ): Promise<Page<ConversationView>> {
      const after = input.cursor ? listPosition(input.cursor) : null;
      const rows = await db.asUser(userId, (tx) =>
        repo.listConversations(tx, { userId, archived: input.archived, after, limit: input.limit + 1 }),
      );
      const items = rows.slice(0, input.limit);
      const last = items.at(-1);
      const more = rows.length > input.limit && last !== undefined;
      return {
        items: items.map(toConversationView),
        nextCursor: more ? encodeCursor([last.pinned, last.lastActivityAt.toISOString(), last.id]) : null,
      };
    },

    async get(userId: string, id: string): Promise<ConversationView> {
      return toConversationView(found(await db.asUser(userId, (tx) => repo.findConversation(tx, { userId, id }))));
    },

    /**
     * The last message of the current branch, for slices that walk it; null when there is none yet.
     *
     * @throws {AppError} NOT_FOUND when the conversation is not this person's.
     */
    async headOf(tx: Db, query: { userId: string; id: string }): Promise<string | null> {
      return found(await repo.findConversation(tx, query)).headMessageId;
    },

    /** The model that it was last answered by. Throws as {@link headOf}. */
    async modelOf(tx: Db, query: { userId: string; id: string }): Promise<string | null> {
      return found(await repo.findConversation(tx, query)).model;
    },

    /** Names it unless the person has; tells its watchers. */
    async proposeTitle(userId: string, id: string, title: string): Promise<void> {
      const row = await db.asUser(userId, (tx) => repo.proposeTitle(tx, { userId, id, title }));
      if (!row) return;
      const event = { type: "conversation", conversation: toConversationView(row) } as const;
      bus.publish(conversationTopic(id), { kind: "event", event });
    },

    async create(
      userId: string,
      input: { title?: string | undefined; model?: string | undefined },
    ): Promise<ConversationView> {
      if (input.model) await models.require(input.model);
      const row = {
        id: newId("conversation"),
        userId,
        title: input.title ?? null,
        model: input.model ?? null,
        now: clock.now(),
      };
      return toConversationView(await db.asUser(userId, (tx) => repo.insertConversation(tx, row)));
    },

    async update(
      userId: string,
      id: string,
      data: {
        title?: string | undefined;
        pinned?: boolean | undefined;
        archived?: boolean | undefined;
        model?: string | null | undefined;
      },
    ): Promise<ConversationView> {
      if (data.model) await models.require(data.model);
      const change: repo.ConversationChange = {
        ...(data.title === undefined ? {} : { title: data.title, titleIsManual: true }),
        ...(data.pinned === undefined ? {} : { pinned: data.pinned }),
        ...(data.archived === undefined ? {} : { archived: data.archived }),
        ...(data.model === undefined ? {} : { model: data.model }),
      };
      const row = found(await db.asUser(userId, (tx) => repo.updateConversation(tx, { userId, id, data: change })));
      const conversation = toConversationView(row);
      bus.publish(conversationTopic(id), { kind: "event", event: { type: "conversation", conversation } });
      return conversation;
    },

    /** Deletes it and all that hangs on it; a run in progress is stopped, and its watchers are told. */
    async delete(userId: string, id: string): Promise<void> {
      const existed = await db.asUser(userId, (tx) => repo.deleteConversation(tx, { userId, id }));
      if (!existed) throw new AppError("NOT_FOUND", { message: "no such conversation" });
      runs.abandon((ids) => ids.conversationId === id);
      bus.publish(conversationTopic(id), { kind: "event", event: { type: "deleted" } });
    },

    async deleteAll(userId: string): Promise<{ deleted: number }> {
      const deleted = await db.asUser(userId, (tx) => repo.deleteConversations(tx, { userId }));
      runs.abandon((ids) => ids.userId === userId);
      bus.publish(userTopic(userId), { kind: "conversations-deleted" });
      return { deleted };
    },

    async search(userId: string, input: { query: string; limit: number }): Promise<{ items: SearchHit[] }> {
      return { items: await db.asUser(userId, (tx) => searchConversations(tx, input)) };
    },
  };
}

function listPosition(cursor: string): repo.ListPosition {
  const [pinned, lastActivityAt, id] = decodeCursor(cursor, listCursor);
  return { pinned, lastActivityAt: new Date(lastActivityAt), id };
}

function found(row: repo.ConversationRow | null): repo.ConversationRow {
  if (!row) throw new AppError("NOT_FOUND", { message: "no such conversation" });
  return row;
}

export function toConversationView(row: repo.ConversationRow): ConversationView {
  return {
    id: row.id,
    title: row.title,
    model: row.model,
    pinned: row.pinned,
    archived: row.archived,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    lastActivityAt: row.lastActivityAt.toISOString(),
  };
}
