import { AppError, type Clock, newId } from "@causerie/core";
import { type Database, type Db, isUniqueViolation } from "@causerie/db";
import type { ChatMessage } from "@causerie/llm";
import type { ConversationsService } from "../conversations/conversations.service.ts";
import { providerOf } from "../model-calls/model-calls.ts";
import type { ModelView } from "../models/models.schema.ts";
import type { ModelsService } from "../models/models.service.ts";
import * as repo from "./chat.repo.ts";
import type { SendInput, SendOutput } from "./chat.schema.ts";
import { compose } from "./compose.ts";
import { type AppBus, conversationTopic } from "./conversation-events.ts";
import type { Feed } from "./feed.ts";
import { leaseMs } from "./journal.ts";
import { checkContent } from "./message-content.ts";
import { answerView, questionEvent } from "./new-messages.ts";
import type { RunEngine } from "./run-engine.ts";

export type ChatService = ReturnType<typeof createChatService>;

export function createChatService(deps: {
  db: Database;
  clock: Clock;
  bus: AppBus;
  runs: RunEngine;
  feed: Feed;
  models: ModelsService;
  /** The model that a person chose for conversations that name none. */
  users: { defaultModelOf(tx: Db, userId: string): Promise<string | null> };
  conversations: ConversationsService;
  ownerId: string;
  config: { chatMemoryMessages: number; maxMessageCharacters: number };
}) {
  const { db, clock, bus, runs, feed, models, users, conversations, ownerId, config } = deps;

  /**
   * The model that answers: the one asked for, else the conversation's, else the person's, else the server's.
   *
   * Asked before the transaction that locks the conversation: a catalogue may have to be fetched.
   */
  async function chooseModel(
    userId: string,
    asked: { model?: string | undefined; conversationId?: string | undefined },
  ): Promise<ModelView> {
    const { model, conversationId } = asked;
    if (model) return models.require(model);
    const kept = await db.asUser(userId, async (tx) => {
      const own = conversationId ? await conversations.modelOf(tx, { userId, id: conversationId }) : null;
      return own ?? users.defaultModelOf(tx, userId);
    });
    return models.require(kept ?? models.defaultModel);
  }

  function newRun(userId: string, conversationId: string, model: string, now: Date) {
    return {
      userId,
      conversationId,
      model,
      provider: providerOf(model),
      assistantMessageId: newId("message"),
      runId: newId("run"),
      ownerId,
      leaseUntil: new Date(now.getTime() + leaseMs),
      now,
    };
  }

  function begin(
    row: ReturnType<typeof newRun> & { parentId: string },
    messages: ChatMessage[],
    firstQuestion: string | null,
  ): void {
    const { runId, userId, conversationId, assistantMessageId: messageId } = row;
    runs.start({
      firstQuestion,
      ids: { runId, userId, conversationId, messageId },
      view: answerView(row),
      request: { model: row.model, messages },
    });
  }

  async function sendOnce(userId: string, input: SendInput, content: string): Promise<SendOutput> {
    const userMessageId = newId("message");
    const model = await chooseModel(userId, input);
    const { row, messages } = await db.asUser(userId, async (tx) => {
      const conversation = input.conversationId
        ? await repo.lockConversation(tx, {
            userId,
            id: input.conversationId,
            from: null,
            limit: config.chatMemoryMessages,
          })
        : null;
      if (input.conversationId && !conversation) throw new AppError("NOT_FOUND", { message: "no such conversation" });
      if (conversation?.archived) throw new AppError("CONVERSATION_ARCHIVED");
      if (conversation?.activeRunId) {
        throw new AppError("RUN_IN_PROGRESS", { params: { runId: conversation.activeRunId } });
      }
      const conversationId = conversation?.id ?? newId("conversation");
      const head = conversation?.headMessageId ?? null;
      const question = { id: userMessageId, text: content };
      const context = compose(model, conversation?.branch ?? [], question, config.chatMemoryMessages);
      const run = newRun(userId, conversationId, model.id, clock.now());
      await repo.insertExchange(tx, {
        ...run,
        isNew: conversation === null,
        parentId: head,
        userMessage: {
          id: userMessageId,
          parts: [{ type: "text", text: content }],
          text: content,
          clientMessageId: input.clientMessageId ?? null,
        },
        request: context.stored,
      });
      return { row: { ...run, head, named: conversation?.titled === true }, messages: context.messages };
    });
    const { conversationId, assistantMessageId, runId } = row;
    bus.publish(conversationTopic(conversationId), {
      kind: "event",
      event: questionEvent(row, userMessageId, content),
    });
    begin({ ...row, parentId: userMessageId }, messages, row.head === null && !row.named ? content : null);
    return { conversationId, userMessageId, assistantMessageId, runId };
  }

  return {
    /**
     * Commits the question and a queued run, then lets the model begin; returns before it has.
     *
     * @throws {AppError} MESSAGE_EMPTY, MESSAGE_TOO_LONG, INVALID_CHARACTERS, NOT_FOUND, CONVERSATION_ARCHIVED,
     *   RUN_IN_PROGRESS, MODEL_UNKNOWN, MODEL_CONTEXT_TOO_LONG, SHUTTING_DOWN; nothing is written then.
     */
    async send(userId: string, input: SendInput): Promise<SendOutput> {
      runs.assertAccepting();
      const content = checkContent(input.content, config.maxMessageCharacters);
      const { clientMessageId } = input;
      const earlier = () =>
        clientMessageId ? db.asUser(userId, (tx) => repo.findSentMessage(tx, { userId, clientMessageId })) : null;
      try {
        return await sendOnce(userId, input, content);
      } catch (error) {
        // A repeated send meets its own first one: as a row that exists, or as the answer that is being written to it.
        const repeated = isUniqueViolation(error) || (error instanceof AppError && error.code === "RUN_IN_PROGRESS");
        const sent = repeated ? await earlier() : null;
        if (sent) return sent;
        throw error;
      }
    },

    /** Another answer to the same question, which becomes the branch that goes on. Refuses as `send` does. */
    async regenerate(
      userId: string,
      input: { messageId: string; model?: string | undefined },
    ): Promise<{ assistantMessageId: string; runId: string }> {
      runs.assertAccepting();
      const answer = await db.asUser(userId, (tx) => repo.findAnswer(tx, { userId, id: input.messageId }));
      if (!answer) throw new AppError("NOT_FOUND", { message: "no such answer" });
      const model = await chooseModel(userId, { model: input.model, conversationId: answer.conversationId });
      const { row, messages } = await db.asUser(userId, async (tx) => {
        if (!answer.parentId) throw new AppError("NOT_FOUND", { message: "no such answer" });
        const conversation = await repo.lockConversation(tx, {
          userId,
          id: answer.conversationId,
          from: answer.parentId,
          limit: config.chatMemoryMessages + 1,
        });
        if (!conversation) throw new AppError("NOT_FOUND", { message: "no such answer" });
        if (conversation.archived) throw new AppError("CONVERSATION_ARCHIVED");
        if (conversation.activeRunId) throw new AppError("RUN_IN_PROGRESS");
        const { branch } = conversation;
        const question = branch.at(-1);
        if (!question) throw new AppError("NOT_FOUND", { message: "the answer's question is gone" });
        const context = compose(model, branch.slice(0, -1), question, config.chatMemoryMessages);
        const run = { ...newRun(userId, conversation.id, model.id, clock.now()), parentId: question.id };
        await repo.insertAlternative(tx, { ...run, request: context.stored });
        return { row: run, messages: context.messages };
      });
      begin(row, messages, null);
      return { assistantMessageId: row.assistantMessageId, runId: row.runId };
    },

    /** Ends a run where it is and keeps what it wrote. */
    async stop(userId: string, runId: string): Promise<{ stopped: boolean }> {
      const run = await db.asUser(userId, (tx) => repo.findRun(tx, { userId, id: runId }));
      if (!run) throw new AppError("NOT_FOUND", { message: "no such run" });
      return { stopped: runs.stop(runId) };
    },

    /** Exactly what was sent to the model for one answer. */
    async sent(userId: string, runId: string) {
      const { run, texts } = await db.asUser(userId, async (tx) => {
        const run = await repo.findRun(tx, { userId, id: runId });
        if (!run) throw new AppError("NOT_FOUND", { message: "no such run" });
        const ids = run.request?.messageIds ?? [];
        return { run, texts: await repo.findTexts(tx, { userId, conversationId: run.conversationId, ids }) };
      });
      const byId = new Map(texts.map((message) => [message.id, message]));
      const ids = run.request?.messageIds ?? [];
      const kept = ids.flatMap((id) => byId.get(id) ?? []).map(({ role, text }) => ({ role, text }));
      return {
        model: run.model,
        messages: [{ role: "system" as const, text: run.request?.system ?? "" }, ...kept],
        settings: { maxOutputTokens: null, temperature: null },
        deletedMessages: ids.length - kept.length,
      };
    },

    watch: feed.watch,
  };
}
