import type { Clock } from "@causerie/core";
import { newId } from "@causerie/core";
import type { Database, Db } from "@causerie/db";
import { z } from "zod";
import { type AppBus, conversationTopic, userTopic } from "../chat/conversation-events.ts";
import type { RunEngine } from "../chat/run-engine.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { PersonView } from "../live/live.schema.ts";
import type { ModelsService } from "../models/models.service.ts";
import type { Page } from "../schema-parts.ts";
import { requireRole } from "./access.ts";
import { announceChange, announceListed } from "./announce.ts";
import * as repo from "./conversations.repo.ts";
import type { ConversationRole, ConversationView, SearchHit, UpdateConversation } from "./conversations.schema.ts";
import { searchConversations } from "./conversations.search.ts";
import { forkConversation } from "./fork.ts";

export type ConversationRow = repo.ConversationRow;
export type ConversationsService = ReturnType<typeof createConversationsService>;

/** Whoever may write somewhere is taken to for this long when they type: it is said with every few letters, by hundreds. */
const typistForMs = 5_000;
const maxTypists = 10_000;

const listCursor = z.tuple([z.boolean(), z.iso.datetime(), z.string().max(60)]);

/** The conversations of one person, and of others in which they take part; `userId` is always who asks. */
export function createConversationsService(deps: {
  db: Database;
  clock: Clock;
  models: ModelsService;
  bus: AppBus;
  runs: RunEngine;
}) {
  const { db, clock, models, bus, runs } = deps;
  /** Until when (monotonic) each is taken to be allowed to, by person and conversation. */
  const typists = new Map<string, number>();

  /**
   * The conversation as this person has it, for slices that do something in it.
   *
   * @throws {AppError} NOT_FOUND when they have no part in it; FORBIDDEN when theirs is less than `least`.
   */
  async function access(
    tx: Db,
    query: { userId: string; least: ConversationRole } & ({ id: string } | { messageId: string }),
  ): Promise<repo.ConversationRow> {
    const { userId, least } = query;
    const row =
      "id" in query
        ? await repo.findConversation(tx, { userId, id: query.id })
        : await repo.findConversationOfMessage(tx, { userId, messageId: query.messageId });
    return requireRole(row, least);
  }

  /** Everyone in whose list it stands. */
  async function audience(tx: Db, row: Pick<repo.ConversationRow, "id" | "ownerId" | "shared">): Promise<string[]> {
    if (!row.shared) return [row.ownerId];
    return (await repo.findPeople(tx, row.id)).flatMap((person) => (person.leftAt ? [] : person.userId));
  }

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
      return toConversationView(await db.asUser(userId, (tx) => access(tx, { userId, id, least: "reader" })));
    },

    access,

    /** Where this person is in it from now on: on the branch through that message. */
    async moveTo(tx: Db, place: { userId: string; role: ConversationRole; id: string; headMessageId: string | null }) {
      const { userId, role, id, headMessageId } = place;
      const change = { userId, id, data: { headMessageId } };
      await (role === "owner" ? repo.updateConversation(tx, change) : repo.updateMember(tx, change));
    },

    audience,

    /** Everyone who takes or took part, the owner first. @throws {AppError} NOT_FOUND */
    async people(userId: string, id: string): Promise<PersonView[]> {
      const rows = await db.asUser(userId, async (tx) => {
        await access(tx, { userId, id, least: "reader" });
        return repo.findPeople(tx, id);
      });
      return rows.map(({ joinedAt, leftAt, ...person }) => ({
        ...person,
        joinedAt: joinedAt.toISOString(),
        leftAt: leftAt?.toISOString() ?? null,
      }));
    },

    /** Names it unless its owner has, or with `unlessNamed` anyone; tells its watchers. */
    async proposeTitle(ownerId: string, id: string, title: string, unlessNamed: boolean): Promise<void> {
      const told = await db.asUser(ownerId, async (tx) => {
        const row = await repo.proposeTitle(tx, { userId: ownerId, id, title, unlessNamed });
        const conversation = row && (await repo.findConversation(tx, { userId: ownerId, id }));
        return conversation && { conversation, people: await audience(tx, conversation) };
      });
      if (!told) return;
      const updatedAt = told.conversation.updatedAt.toISOString();
      announceChange(bus, told.people, { id, title, updatedAt });
    },

    async create(
      userId: string,
      input: { title?: string | undefined; model?: string | undefined },
    ): Promise<ConversationView> {
      if (input.model) await models.require(input.model, userId);
      const row = {
        id: newId("conversation"),
        userId,
        title: input.title ?? null,
        model: input.model ?? null,
        now: clock.now(),
      };
      const conversation = toConversationView(await db.asUser(userId, (tx) => repo.insertConversation(tx, row)));
      announceListed(bus, [userId], conversation);
      return conversation;
    },

    /** A new conversation of one's own with all that led to this message. @throws {AppError} NOT_FOUND, RUN_IN_PROGRESS */
    async fork(userId: string, messageId: string): Promise<ConversationView> {
      const copy = await db.asUser(userId, async (tx) => {
        const row = await access(tx, { userId, messageId, least: "reader" });
        return forkConversation(tx, clock, { userId, row, messageId });
      });
      const conversation = toConversationView(copy);
      announceListed(bus, [userId], conversation);
      return conversation;
    },

    /** Tells who else is there that someone writes, or stopped. */
    async setTyping(userId: string, input: { conversationId: string; typing: boolean }): Promise<void> {
      const { conversationId: id, typing } = input;
      const key = `${userId} ${id}`;
      if ((typists.get(key) ?? 0) < clock.monotonic()) {
        await db.asUser(userId, (tx) => access(tx, { userId, id, least: "writer" }));
        if (typists.size >= maxTypists) typists.clear();
        typists.set(key, clock.monotonic() + typistForMs);
      }
      bus.publish(conversationTopic(id), { kind: "typing", userId, typing });
    },

    /** Its owner changes all of it; for a member pin and archive are their own, and the rest is not theirs. */
    async update(userId: string, id: string, data: UpdateConversation): Promise<ConversationView> {
      const { title, pinned, archived, model, answerMode } = data;
      if (model) await models.require(model, userId);
      const own = { ...(pinned === undefined ? {} : { pinned }), ...(archived === undefined ? {} : { archived }) };
      const common = {
        ...(title === undefined ? {} : { title }),
        ...(model === undefined ? {} : { model }),
        ...(answerMode === undefined ? {} : { answerMode }),
      };
      const forAll = Object.keys(common).length > 0;
      const { row, people } = await db.asUser(userId, async (tx) => {
        const { role } = await access(tx, { userId, id, least: forAll ? "owner" : "reader" });
        const named = title === undefined ? {} : { titleIsManual: true };
        if (role === "owner") await repo.updateConversation(tx, { userId, id, data: { ...common, ...named, ...own } });
        else await repo.updateMember(tx, { userId, id, data: own });
        const row = await access(tx, { userId, id, least: "reader" });
        return { row, people: forAll ? await audience(tx, row) : [] };
      });
      const conversation = toConversationView(row);
      if (forAll) announceChange(bus, people, { id, ...common, updatedAt: conversation.updatedAt });
      announceListed(bus, [userId], conversation);
      return conversation;
    },

    /** Deletes it and all that hangs on it; a run in progress is stopped, and its watchers are told. Its owner's alone. */
    async delete(userId: string, id: string): Promise<void> {
      const people = await db.asUser(userId, async (tx) => {
        const people = await audience(tx, await access(tx, { userId, id, least: "owner" }));
        await repo.deleteConversation(tx, { userId, id });
        return people;
      });
      runs.abandon((ids) => ids.conversationId === id);
      bus.publish(conversationTopic(id), { kind: "event", event: { type: "deleted" } });
      for (const person of people) bus.publish(userTopic(person), { kind: "unlisted", conversationId: id });
    },

    async deleteAll(userId: string): Promise<{ deleted: number }> {
      const { deleted, guests } = await db.asUser(userId, async (tx) => ({
        guests: await repo.findGuests(tx, { ownerId: userId }),
        deleted: await repo.deleteConversations(tx, { userId }),
      }));
      runs.abandon((ids) => ids.userId === userId);
      bus.publish(userTopic(userId), { kind: "conversations-deleted" });
      for (const { userId: guest, conversationId } of guests) {
        bus.publish(userTopic(guest), { kind: "unlisted", conversationId });
      }
      return { deleted };
    },

    async search(
      userId: string,
      input: { query: string; cursor?: string | null | undefined; limit: number },
    ): Promise<Page<SearchHit>> {
      return db.asUser(userId, (tx) => searchConversations(tx, input));
    },
  };
}

function listPosition(cursor: string): repo.ListPosition {
  const [pinned, lastActivityAt, id] = decodeCursor(cursor, listCursor);
  return { pinned, lastActivityAt: new Date(lastActivityAt), id };
}

export function toConversationView(row: repo.ConversationRow): ConversationView {
  return {
    id: row.id,
    ownerId: row.ownerId,
    role: row.role,
    shared: row.shared,
    answerMode: row.answerMode,
    title: row.title,
    model: row.model,
    pinned: row.pinned,
    archived: row.archived,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    lastActivityAt: row.lastActivityAt.toISOString(),
  };
}
