import { AppError } from "@causerie/core";
import type { Database } from "@causerie/db";
import type { ConversationsService } from "../../conversations/conversations.service.ts";
import * as repo from "../chat.repo.ts";
import type { Begun, Exchanges } from "../exchange.ts";
import { placeIn, requireWritable } from "../place.ts";
import type { RunEngine } from "../run-engine.ts";
import type { ChooseModel } from "./choose-model.ts";
import type { ByKey } from "./send-message.ts";

type Answered = { assistantMessageId: string; runId: string };

/** More of an answer, or another one. */
export function createAnswerAgain(deps: {
  db: Database;
  runs: RunEngine;
  conversations: ConversationsService;
  chooseModel: ChooseModel;
  exchanges: Exchanges;
  memoryMessages: number;
}) {
  const { db, runs, conversations, chooseModel, exchanges, memoryMessages } = deps;

  /** An answer that the person may have written anew, with its question's id. */
  async function findAnswer(userId: string, messageId: string) {
    const answer = await db.asUser(userId, async (tx) => {
      await conversations.access(tx, { userId, messageId, least: "writer" });
      return repo.findMessage(tx, messageId);
    });
    const questionId = answer?.role === "assistant" ? answer.parentId : null;
    if (!answer || !questionId) throw new AppError("NOT_FOUND", { message: "no such answer" });
    return { ...answer, questionId };
  }

  function begin(begun: Begun): Answered {
    begun.begin();
    const [run] = begun.runs;
    if (!run) throw new AppError("INTERNAL", { message: "an answer without a run" });
    return { assistantMessageId: run.ids.messageId, runId: run.ids.runId };
  }

  return {
    /**
     * Another answer to the same question, which becomes the branch that the person is on.
     *
     * @throws {AppError} NOT_FOUND, FORBIDDEN, CONVERSATION_ARCHIVED, RUN_IN_PROGRESS (that very answer is being written),
     *   MODEL_UNKNOWN, MODEL_CONTEXT_TOO_LONG, MODEL_PRICE_MISSING, BUDGET_EXCEEDED, SHUTTING_DOWN
     */
    async regenerate(
      userId: string,
      input: { messageId: string; model?: string | undefined } & ByKey,
    ): Promise<Answered> {
      runs.assertAccepting();
      const { conversationId, questionId, run } = await findAnswer(userId, input.messageId);
      if (run?.status === "queued" || run?.status === "streaming") throw new AppError("RUN_IN_PROGRESS");
      const model = await chooseModel(userId, { model: input.model, conversationId });
      const begun = await db.asUser(userId, async (tx) => {
        const at = { id: conversationId, start: questionId, exact: true, wanted: memoryMessages + 1 };
        const entered = requireWritable(await repo.enterConversation(tx, at));
        const question = entered.branch.at(-1);
        if (!question) throw new AppError("NOT_FOUND", { message: "the answer's question is gone" });
        const place = {
          ...placeIn({ userId, keyId: input.keyId }, conversationId, entered),
          before: entered.branch.slice(0, -1),
        };
        return exchanges.ask(tx, place, {
          question: { ...question, clientMessageId: null },
          existing: true,
          models: [model],
        });
      });
      return begin(begun);
    },

    /**
     * Goes on with an answer that was cut, in place, by the model that began it. Only at a branch's end, so that what was sent
     * for what follows stays what it was.
     *
     * @throws {AppError} as `regenerate`; CONFLICT when the answer is whole, or something hangs on it
     */
    async goOn(userId: string, input: { messageId: string } & ByKey): Promise<Answered> {
      const { messageId, keyId } = input;
      runs.assertAccepting();
      const { conversationId, questionId, run, ...answer } = await findAnswer(userId, messageId);
      if (!run || run.status === "queued" || run.status === "streaming") throw new AppError("RUN_IN_PROGRESS");
      const cut = run.status !== "complete" || run.finishReason === "length";
      if (!cut || answer.text.trim() === "") throw new AppError("CONFLICT", { message: "nothing to go on with" });
      const model = await chooseModel(userId, { model: run.model, conversationId });
      const begun = await db.asUser(userId, async (tx) => {
        const at = { id: conversationId, start: messageId, exact: false, wanted: memoryMessages + 2 };
        const entered = requireWritable(await repo.enterConversation(tx, at));
        if (entered.endId !== messageId) throw new AppError("CONFLICT", { message: "something hangs on it" });
        // Someone else may have been quicker.
        if (entered.activeRunId) throw new AppError("RUN_IN_PROGRESS");
        const question = entered.branch.at(-2);
        if (question?.id !== questionId) throw new AppError("NOT_FOUND", { message: "the answer's question is gone" });
        const place = { ...placeIn({ userId, keyId }, conversationId, entered), before: entered.branch.slice(0, -2) };
        return exchanges.goOn(tx, place, { question: { ...question, clientMessageId: null }, answer, model });
      });
      return begin(begun);
    },
  };
}
