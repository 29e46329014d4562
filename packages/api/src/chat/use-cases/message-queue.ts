import { AppError, type Clock, newId } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database, Db } from "@causerie/db";
import type { ModelView } from "../../models/models.schema.ts";
import type { ModelsService } from "../../models/models.service.ts";
import type { QueuedMessageView, SendOutput } from "../chat.schema.ts";
import { type AppBus, conversationTopic } from "../conversation-events.ts";
import type { Begun, Exchanges, Place, Question } from "../exchange.ts";
import * as repo from "../queue.repo.ts";
import type { RunEngine } from "../run-engine.ts";
import { createPlaceWaiting } from "./place-waiting.ts";

/** The most messages that wait in one conversation. */
const maxWaiting = 20;

export type MessageQueue = ReturnType<typeof createMessageQueue>;

/**
 * Messages that were sent while an answer is written. They wait in the database, in the one order of their sending, and each
 * takes its place at the end of its branch when that is no longer being written.
 */
export function createMessageQueue(deps: {
  db: Database;
  clock: Clock;
  bus: AppBus;
  log: Logger;
  runs: RunEngine;
  models: ModelsService;
  exchanges: Exchanges;
  memoryMessages: number;
}) {
  const { db, clock, bus, log, runs, exchanges } = deps;
  const place = createPlaceWaiting(deps);
  /** Conversations whose queue is being worked off here; asked again meanwhile: once more. */
  const working = new Map<string, { again: boolean }>();

  /** Gives the first message that can have it its place; null: none can now. */
  async function next(conversationId: string): Promise<Begun | null> {
    const rows = await db.asSystem("chat: read the queue", (tx) => repo.listQueued(tx, conversationId));
    for (const row of rows) {
      try {
        const begun = await place(row);
        if (begun) return begun;
      } catch (error) {
        // It still waits: the next answer's end, or the next look around, takes it up again. Those behind it go on.
        log.error({ err: error, conversationId, messageId: row.id }, "a waiting message could not be placed");
      }
    }
    return null;
  }

  async function announce(conversationId: string): Promise<void> {
    const rows = await db.asSystem("chat: read the queue", (tx) => repo.listQueued(tx, conversationId));
    const event = { type: "queue", items: rows.map(repo.toQueuedView) } as const;
    bus.publish(conversationTopic(conversationId), { kind: "event", event });
  }

  async function work(conversationId: string): Promise<void> {
    for (;;) {
      const begun = await next(conversationId);
      if (!begun) return;
      await announce(conversationId);
      begun.begin();
    }
  }

  /** An answer of the conversation has ended: those who waited for it have their turn. */
  async function advance(conversationId: string): Promise<void> {
    // A server that stops begins nothing: what waits is there for the next one.
    if (!runs.accepting) return;
    const busy = working.get(conversationId);
    if (busy) {
      busy.again = true;
      return;
    }
    const state = { again: true };
    working.set(conversationId, state);
    try {
      while (state.again) {
        state.again = false;
        await work(conversationId);
      }
    } finally {
      working.delete(conversationId);
    }
  }

  return {
    /**
     * Puts a message at the end of the queue, within the transaction that has entered its conversation.
     *
     * @throws {AppError} QUEUE_FULL, MODEL_CONTEXT_TOO_LONG
     */
    async add(
      tx: Db,
      place: Place & { afterMessageId: string },
      question: Question,
      model: ModelView | null,
    ): Promise<SendOutput> {
      const { conversationId, ownerId, askerId, keyId, afterMessageId } = place;
      if (model) exchanges.assertFits(model, question);
      const waiting = await repo.listQueued(tx, conversationId);
      if (waiting.length >= maxWaiting) throw new AppError("QUEUE_FULL", { params: { limit: maxWaiting } });
      const answer = model ? { assistantMessageId: newId("message"), runId: newId("run") } : null;
      const ids = answer ?? { assistantMessageId: null, runId: null };
      const { id, text, clientMessageId } = question;
      await repo.insertQueued(tx, {
        id,
        userId: ownerId,
        conversationId,
        authorId: askerId,
        keyId,
        afterMessageId,
        text,
        model: model?.id ?? null,
        clientMessageId,
        ...ids,
        createdAt: clock.now(),
      });
      return { conversationId, userMessageId: id, ...ids, queued: true };
    },

    /** Tells a conversation's watchers what waits. */
    announce,

    /** What waits there, for a watcher who begins. */
    async list(tx: Db, conversationId: string): Promise<QueuedMessageView[]> {
      return (await repo.listQueued(tx, conversationId)).map(repo.toQueuedView);
    },

    advance,

    /** Looks for what waits with nothing before it: its process died, or its turn failed. */
    async advanceAll(): Promise<void> {
      const ids = await db.asSystem("chat: look for messages that wait", repo.findConversationsThatWait);
      for (const id of ids) await advance(id);
    },

    /**
     * Takes a message back before its turn: one's own, and in one's own conversation anyone's.
     *
     * @throws {AppError} NOT_FOUND when it does not wait (any more), or is not theirs to see; FORBIDDEN
     */
    async withdraw(userId: string, messageId: string): Promise<{ content: string }> {
      const row = await db.asUser(userId, async (tx) => {
        const row = await repo.findQueued(tx, messageId);
        if (!row) throw new AppError("NOT_FOUND", { message: "no such waiting message" });
        if (row.authorId !== userId && row.userId !== userId) throw new AppError("FORBIDDEN");
        if (!(await repo.deleteQueued(tx, messageId))) throw new AppError("NOT_FOUND", { message: "it had its turn" });
        return row;
      });
      await announce(row.conversationId);
      return { content: row.text };
    },
  };
}
