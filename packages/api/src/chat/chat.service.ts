import { AppError, type Clock } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database, Db } from "@causerie/db";
import type { ConversationsService } from "../conversations/conversations.service.ts";
import type { MessagesService } from "../messages/messages.service.ts";
import type { ModelCalls } from "../model-calls/model-calls.ts";
import type { ModelsService } from "../models/models.service.ts";
import * as repo from "./chat.repo.ts";
import { recompose } from "./compose.ts";
import { type AppBus, processTopic } from "./conversation-events.ts";
import { createExchanges } from "./exchange.ts";
import type { Feed } from "./feed.ts";
import type { RunEngine } from "./run-engine.ts";
import { createAnswerAgain } from "./use-cases/answer-again.ts";
import { createChooseModel } from "./use-cases/choose-model.ts";
import { createFollowRun } from "./use-cases/follow-run.ts";
import { createMessageQueue } from "./use-cases/message-queue.ts";
import { createSendMessage } from "./use-cases/send-message.ts";

export type ChatService = ReturnType<typeof createChatService>;

export function createChatService(deps: {
  db: Database;
  clock: Clock;
  bus: AppBus;
  log: Logger;
  runs: RunEngine;
  feed: Feed;
  messages: MessagesService;
  models: ModelsService;
  users: { defaultModelOf(tx: Db, userId: string): Promise<string | null> };
  conversations: ConversationsService;
  modelCalls: Pick<ModelCalls, "admit" | "reserve">;
  processId: string;
  config: { chatMemoryMessages: number; maxMessageCharacters: number };
}) {
  const { db, bus, runs, feed, conversations, config } = deps;
  const memoryMessages = config.chatMemoryMessages;
  const exchanges = createExchanges({ ...deps, memoryMessages });
  const chooseModel = createChooseModel(deps);
  const queue = createMessageQueue({ ...deps, exchanges, memoryMessages });
  const { send, edit } = createSendMessage({ ...deps, exchanges, queue });
  const { regenerate, goOn } = createAnswerAgain({ ...deps, chooseModel, exchanges, memoryMessages });

  /** A run of a conversation in which the person has that part at least. */
  async function accessRun(tx: Db, query: { userId: string; runId: string; least: "reader" | "writer" }) {
    const { userId, runId, least } = query;
    const run = await repo.findRun(tx, runId);
    if (!run) throw new AppError("NOT_FOUND", { message: "no such run" });
    await conversations.access(tx, { userId, id: run.conversationId, least });
    return run;
  }

  type FoundRun = { ownerId: string | null };
  type StoppedRun = FoundRun & { active: boolean };

  /** @param within finds the run, and does the work in the transaction that found it. */
  async function stopRun(
    runId: string,
    within: (work: (tx: Db, run: FoundRun) => Promise<StoppedRun>) => Promise<StoppedRun>,
  ): Promise<{ stopped: boolean }> {
    const here = runs.get(runId) !== undefined;
    const run = await within(async (tx, { ownerId }) => {
      // The bus may lose a word; what stands in the row reaches the writer with its next batch.
      const active = here || (await repo.requestStop(tx, runId));
      return { ownerId, active };
    });
    if (here) return { stopped: runs.stop(runId) };
    if (run.active && run.ownerId) bus.publish(processTopic(run.ownerId), { kind: "stop", runId });
    return { stopped: run.active };
  }

  return {
    send,
    edit,
    regenerate,
    goOn,
    withdraw: queue.withdraw,
    queue: { advance: queue.advance, advanceAll: queue.advanceAll },

    /**
     * Ends a run where it is and keeps what it wrote, whichever process writes it. `stopped` is false when it had ended.
     *
     * @throws {AppError} NOT_FOUND, FORBIDDEN
     */
    stop: (userId: string, runId: string) =>
      stopRun(runId, (work) =>
        db.asUser(userId, async (tx) => work(tx, await accessRun(tx, { userId, runId, least: "writer" }))),
      ),

    /** As `stop`, for an admin: anyone's run. @throws {AppError} NOT_FOUND */
    stopAny: (runId: string) =>
      stopRun(runId, (work) =>
        db.asSystem("chat: an admin stops a run", async (tx) => {
          const run = await repo.findRun(tx, runId);
          if (!run) throw new AppError("NOT_FOUND", { message: "no such run" });
          return work(tx, run);
        }),
      ),

    /** Exactly what was sent to the model for one answer. @throws {AppError} NOT_FOUND */
    async sent(userId: string, runId: string) {
      const { run, texts } = await db.asUser(userId, async (tx) => {
        const run = await accessRun(tx, { userId, runId, least: "reader" });
        const { conversationId, request } = run;
        return { run, texts: await repo.findTexts(tx, { conversationId, ids: request?.messageIds ?? [] }) };
      });
      const { request } = run;
      const settings = { maxOutputTokens: request?.maxOutputTokens ?? null, temperature: null };
      // An answer that was refused before it was begun had nothing sent for it.
      const sent = request ? recompose(request, texts) : { messages: [], deletedMessages: 0 };
      return { model: run.model, ...sent, settings };
    },

    watch: feed.watch,
    ...createFollowRun(deps),
  };
}
