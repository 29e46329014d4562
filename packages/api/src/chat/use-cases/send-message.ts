import { AppError, newId } from "@causerie/core";
import { type Database, type Db, isUniqueViolation } from "@causerie/db";
import type { ConversationsService } from "../../conversations/conversations.service.ts";
import type { ModelView } from "../../models/models.schema.ts";
import type { ModelsService } from "../../models/models.service.ts";
import * as repo from "../chat.repo.ts";
import type { EditInput, SendInput, SendOutput } from "../chat.schema.ts";
import type { Exchanges } from "../exchange.ts";
import { mentionsAssistant } from "../mentions.ts";
import { checkContent } from "../message-content.ts";
import { newPlace, placeIn, requireWritable } from "../place.ts";
import type { RunEngine } from "../run-engine.ts";
import type { MessageQueue } from "./message-queue.ts";

type Deps = {
  db: Database;
  runs: RunEngine;
  models: ModelsService;
  conversations: ConversationsService;
  users: { defaultModelOf(tx: Db, userId: string): Promise<string | null> };
  exchanges: Exchanges;
  queue: MessageQueue;
  config: { chatMemoryMessages: number; maxMessageCharacters: number };
};

/** By which API key someone asks; null: as themselves. Never left out: a key's budget would not count it. */
export type ByKey = { keyId: string | null };

/** A message on its way in, its text checked. */
type Incoming = {
  conversationId: string | undefined;
  /** The message where its branch goes on; null: where the person is. `exact`: it hangs on that one (null: on none). */
  start: string | null;
  exact: boolean;
  content: string;
  /** The models asked for; none: the conversation's, else the person's, else the server's. */
  models: readonly string[];
  clientMessageId: string | undefined;
  keyId: string | null;
};

/** A model must be looked up, which may take a while, before the transaction that needs it. */
class UnreadModel extends Error {
  readonly id: string;
  constructor(id: string) {
    super("a model is to be looked up first");
    this.id = id;
  }
}

/** Commits a person's message and lets the model begin; returns before it has. */
export function createSendMessage(deps: Deps) {
  const { db, runs, models, conversations, users, exchanges, queue, config } = deps;

  function read(id: string, userId: string): ModelView {
    const model = models.recent(id, userId);
    if (!model) throw new UnreadModel(id);
    return model;
  }

  async function deliver(userId: string, incoming: Incoming): Promise<SendOutput> {
    const { start, exact, content, clientMessageId = null } = incoming;
    const asker = { userId, keyId: incoming.keyId };
    const question = { id: newId("message"), text: content, authorId: userId, clientMessageId };
    const outcome = await db.asUser(userId, async (tx) => {
      if (!incoming.conversationId) {
        const place = newPlace(asker, newId("conversation"));
        const own = incoming.models.length > 0 ? null : await users.defaultModelOf(tx, userId);
        const asked = incoming.models.length > 0 ? incoming.models : [models.usualFor(userId, own)];
        const exchange = {
          question: { ...question, parentId: null },
          models: asked.map((model) => read(model, userId)),
        };
        return { place, begun: await exchanges.ask(tx, place, exchange) };
      }
      const id = incoming.conversationId;
      const found = await repo.enterConversation(tx, { id, start, exact, wanted: config.chatMemoryMessages });
      // Who may not write there learns whether that is because they only read.
      if (!found) await conversations.access(tx, { userId, id, least: "writer" });
      const entered = requireWritable(found);
      const place = placeIn(asker, id, entered);
      const asks = entered.answerMode === "always" || mentionsAssistant(content);
      const usual = entered.model ?? models.usualFor(userId, entered.preferredModel);
      const chosen = incoming.models.length > 0 ? incoming.models : [usual];
      const asked = asks ? chosen.map((model) => read(model, userId)) : [];
      if (!exact && entered.endId !== null && (entered.activeRunId || entered.waiting)) {
        const sent = clientMessageId === null ? null : await repo.findSentMessage(tx, { userId, clientMessageId });
        if (sent) return { sent };
        const after = { ...place, afterMessageId: entered.endId };
        return { sent: await queue.add(tx, after, question, asked[0] ?? null), queuedIn: id };
      }
      return {
        place,
        begun: await exchanges.ask(tx, place, { question: { ...question, parentId: entered.endId }, models: asked }),
      };
    });
    if ("sent" in outcome) {
      if (outcome.queuedIn) await queue.announce(outcome.queuedIn);
      return outcome.sent;
    }
    outcome.begun.begin();
    const { ids } = outcome.begun.runs[0] ?? {};
    return {
      conversationId: outcome.place.conversationId,
      userMessageId: question.id,
      assistantMessageId: ids?.messageId ?? null,
      runId: ids?.runId ?? null,
      queued: false,
    };
  }

  /** A repeated send meets its own first one, as a row that exists, and answers what that did. */
  async function deliverOnce(userId: string, incoming: Incoming): Promise<SendOutput> {
    try {
      return await deliver(userId, incoming);
    } catch (error) {
      if (error instanceof UnreadModel) {
        await models.require(error.id, userId);
        return deliverOnce(userId, incoming);
      }
      const { clientMessageId } = incoming;
      if (!clientMessageId || !isUniqueViolation(error)) throw error;
      const sent = await db.asUser(userId, (tx) => repo.findSentMessage(tx, { userId, clientMessageId }));
      if (!sent) throw error;
      return sent;
    }
  }

  return {
    /**
     * @throws {AppError} MESSAGE_EMPTY, MESSAGE_TOO_LONG, INVALID_CHARACTERS, NOT_FOUND, FORBIDDEN, CONVERSATION_ARCHIVED,
     *   QUEUE_FULL, MODEL_UNKNOWN, MODEL_NOT_ALLOWED, MODEL_CONTEXT_TOO_LONG, MODEL_PRICE_MISSING, BUDGET_EXCEEDED,
     *   SHUTTING_DOWN; nothing is written then.
     */
    async send(userId: string, input: SendInput & ByKey): Promise<SendOutput> {
      runs.assertAccepting();
      const { conversationId, afterMessageId, clientMessageId } = input;
      const content = checkContent(input.content, config.maxMessageCharacters);
      return deliverOnce(userId, {
        conversationId,
        start: afterMessageId ?? null,
        exact: false,
        content,
        models: input.models ?? (input.model ? [input.model] : []),
        clientMessageId,
        keyId: input.keyId,
      });
    },

    /** Words one's own earlier message anew, beside it, and has that answered. Throws as `send` does. */
    async edit(userId: string, input: EditInput & ByKey): Promise<SendOutput> {
      runs.assertAccepting();
      const { messageId, clientMessageId } = input;
      const content = checkContent(input.content, config.maxMessageCharacters);
      const message = await db.asUser(userId, async (tx) => {
        await conversations.access(tx, { userId, messageId, least: "writer" });
        return repo.findMessage(tx, messageId);
      });
      if (message?.role !== "user") throw new AppError("NOT_FOUND", { message: "no such question" });
      if (message.authorId !== userId) throw new AppError("FORBIDDEN", { message: "another's words" });
      const { conversationId, parentId } = message;
      return deliverOnce(userId, {
        conversationId,
        start: parentId,
        exact: true,
        content,
        models: input.model ? [input.model] : [],
        clientMessageId,
        keyId: input.keyId,
      });
    },
  };
}
