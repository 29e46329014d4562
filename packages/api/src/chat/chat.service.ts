import { AppError, type Clock, newId } from "@causerie/core";
import { type Database, type Db, isUniqueViolation } from "@causerie/db";
import { buildContext, type ChatMessage } from "@causerie/llm";
import type { MessageView } from "../messages/messages.schema.ts";
import { providerOf } from "../model-calls/model-calls.ts";
import type { ModelsService } from "../models/models.service.ts";
import * as repo from "./chat.repo.ts";
import type { ChatEvent, SendInput, SendOutput } from "./chat.schema.ts";
import { type AppBus, conversationTopic } from "./conversation-events.ts";
import type { Feed } from "./feed.ts";
import { leaseMs } from "./journal.ts";
import { checkContent } from "./message-content.ts";
import type { RunEngine } from "./run-engine.ts";
import { defaultSystemPrompt } from "./system-prompt.ts";

type Question = { id: string; text: string };

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
  ownerId: string;
  config: { chatMemoryMessages: number; maxMessageCharacters: number };
}) {
  const { db, clock, bus, runs, feed, models, users, ownerId, config } = deps;

  /** What goes to the model: a function of the branch alone. `before` is the branch up to the question, oldest first. */
  async function compose(model: string, before: readonly repo.BranchMessage[], question: Question) {
    const info = await models.require(model);
    // An answer that never came says nothing, and some providers refuse an empty message.
    const branch = [...before.filter((message) => message.text !== ""), { ...question, role: "user" as const }];
    const context = buildContext({
      systemPrompt: defaultSystemPrompt,
      messages: branch.map(({ role, text }) => ({ role, text })),
      memoryMessages: config.chatMemoryMessages,
      contextTokens: info.contextTokens,
      reservedOutputTokens: Math.min(info.maxOutputTokens ?? 1024, 1024),
    });
    const sent = branch.slice(context.dropped);
    const stored: repo.StoredRequest = { system: defaultSystemPrompt, messageIds: sent.map((message) => message.id) };
    return { messages: context.messages, stored };
  }

  function branchBefore(tx: Db, userId: string, conversationId: string, headId: string | null) {
    if (headId === null) return Promise.resolve([]);
    return repo.readBranch(tx, { userId, conversationId, headId, limit: config.chatMemoryMessages });
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
    const { row, messages } = await db.asUser(userId, async (tx) => {
      const conversation = input.conversationId
        ? await repo.lockConversation(tx, { userId, id: input.conversationId })
        : null;
      if (input.conversationId && !conversation) throw new AppError("NOT_FOUND", { message: "no such conversation" });
      if (conversation?.archived) throw new AppError("CONVERSATION_ARCHIVED");
      if (conversation?.activeRunId) {
        throw new AppError("RUN_IN_PROGRESS", { params: { runId: conversation.activeRunId } });
      }
      const model =
        input.model ?? conversation?.model ?? (await users.defaultModelOf(tx, userId)) ?? models.defaultModel;
      const conversationId = conversation?.id ?? newId("conversation");
      const head = conversation?.headMessageId ?? null;
      const question = { id: userMessageId, text: content };
      const context = await compose(model, await branchBefore(tx, userId, conversationId, head), question);
      const run = newRun(userId, conversationId, model, clock.now());
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
      const { row, messages } = await db.asUser(userId, async (tx) => {
        const answer = await repo.findAnswer(tx, { userId, id: input.messageId });
        const conversation = answer && (await repo.lockConversation(tx, { userId, id: answer.conversationId }));
        if (!answer?.parentId || !conversation) throw new AppError("NOT_FOUND", { message: "no such answer" });
        if (conversation.archived) throw new AppError("CONVERSATION_ARCHIVED");
        if (conversation.activeRunId) throw new AppError("RUN_IN_PROGRESS");
        const model = input.model ?? conversation.model ?? models.defaultModel;
        const branch = await branchBefore(tx, userId, conversation.id, answer.parentId);
        const question = branch.at(-1);
        if (!question) throw new AppError("NOT_FOUND", { message: "the answer's question is gone" });
        const context = await compose(model, branch.slice(0, -1), question);
        const run = { ...newRun(userId, conversation.id, model, clock.now()), parentId: question.id };
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

function questionEvent(
  row: { conversationId: string; head: string | null; now: Date },
  id: string,
  text: string,
): ChatEvent {
  const message: MessageView = {
    id,
    conversationId: row.conversationId,
    parentId: row.head,
    role: "user",
    parts: [{ type: "text", text }],
    createdAt: row.now.toISOString(),
    run: null,
  };
  return { type: "message", message };
}

function answerView(row: {
  conversationId: string;
  assistantMessageId: string;
  parentId: string;
  runId: string;
  model: string;
  now: Date;
}): MessageView {
  return {
    id: row.assistantMessageId,
    conversationId: row.conversationId,
    parentId: row.parentId,
    role: "assistant",
    parts: [],
    createdAt: row.now.toISOString(),
    run: {
      id: row.runId,
      status: "streaming",
      model: row.model,
      answeredBy: null,
      inputTokens: null,
      outputTokens: null,
      reasoningTokens: null,
      costMicros: null,
      firstTokenMs: null,
      durationMs: null,
      finishReason: null,
      error: null,
    },
  };
}
