import { AppError, newId } from "@causerie/core";
import { type Database, isUniqueViolation } from "@causerie/db";
import type { ModelView } from "../../models/models.schema.ts";
import type { ModelsService } from "../../models/models.service.ts";
import * as repo from "../chat.repo.ts";
import type { EditInput, SendInput, SendOutput } from "../chat.schema.ts";
import type { Exchanges } from "../exchange.ts";
import { mentionsAssistant } from "../mentions.ts";
import { checkContent } from "../message-content.ts";
import { newPlace, placeIn, requireWritable } from "../place.ts";
import type { RunEngine } from "../run-engine.ts";
import type { ChooseModel } from "./choose-model.ts";
import type { MessageQueue } from "./message-queue.ts";

type Deps = {
  db: Database;
  runs: RunEngine;
  models: ModelsService;
  chooseModel: ChooseModel;
  exchanges: Exchanges;
  queue: MessageQueue;
  config: { chatMemoryMessages: number; maxMessageCharacters: number };
};

/** A message on its way in: its text checked, its models known. */
type Incoming = {
  conversationId: string | undefined;
  /** The message where its branch goes on; null: where the person is. `exact`: it hangs on that one (null: on none). */
  start: string | null;
  exact: boolean;
  content: string;
  models: readonly ModelView[];
  clientMessageId: string | undefined;
};

/** Commits a person's message and lets the model begin; returns before it has. */
export function createSendMessage(deps: Deps) {
  const { db, runs, models, chooseModel, exchanges, queue, config } = deps;

  async function deliver(userId: string, incoming: Incoming): Promise<SendOutput> {
    const { start, exact, content, clientMessageId = null } = incoming;
    const question = { id: newId("message"), text: content, authorId: userId, clientMessageId };
    const outcome = await db.asUser(userId, async (tx) => {
      if (!incoming.conversationId) {
        const place = newPlace(userId, newId("conversation"));
        const asked = { question: { ...question, parentId: null }, models: incoming.models };
        return { place, begun: await exchanges.ask(tx, place, asked) };
      }
      const id = incoming.conversationId;
      const wanted = config.chatMemoryMessages;
      const entered = requireWritable(await repo.enterConversation(tx, { id, start, exact, wanted }));
      const place = placeIn(userId, id, entered);
      const asks = entered.answerMode === "always" || mentionsAssistant(content);
      const asked = asks ? incoming.models : [];
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
     *   QUEUE_FULL, MODEL_UNKNOWN, MODEL_CONTEXT_TOO_LONG, SHUTTING_DOWN; nothing is written then.
     */
    async send(userId: string, input: SendInput): Promise<SendOutput> {
      runs.assertAccepting();
      const { conversationId, afterMessageId, clientMessageId } = input;
      const content = checkContent(input.content, config.maxMessageCharacters);
      const first = await chooseModel(userId, { model: input.models?.[0] ?? input.model, conversationId });
      const others = await Promise.all((input.models ?? []).slice(1).map((id) => models.require(id)));
      return deliverOnce(userId, {
        conversationId,
        start: afterMessageId ?? null,
        exact: false,
        content,
        models: [first, ...others],
        clientMessageId,
      });
    },

    /** Words one's own earlier message anew, beside it, and has that answered. Throws as `send` does. */
    async edit(userId: string, input: EditInput): Promise<SendOutput> {
      runs.assertAccepting();
      const { messageId, clientMessageId } = input;
      const content = checkContent(input.content, config.maxMessageCharacters);
      const message = await db.asUser(userId, (tx) => repo.findMessage(tx, messageId));
      if (message?.role !== "user") throw new AppError("NOT_FOUND", { message: "no such question" });
      const { conversationId, parentId } = message;
      const model = await chooseModel(userId, { model: input.model, conversationId });
      // Known only now to be in a conversation of theirs: before, all that can be said is that there is none.
      if (message.authorId !== userId) throw new AppError("FORBIDDEN", { message: "another's words" });
      return deliverOnce(userId, {
        conversationId,
        start: parentId,
        exact: true,
        content,
        models: [model],
        clientMessageId,
      });
    },
  };
}
