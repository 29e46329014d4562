import { type AppError, type Clock, newId } from "@causerie/core";
import type { Db } from "@causerie/db";
import { announceListed } from "../conversations/announce.ts";
import type { ConversationRole } from "../conversations/conversations.schema.ts";
import type { MessagePart } from "../messages/messages.schema.ts";
import { type Admission, chatSize, type ModelCalls, providerOf } from "../model-calls/model-calls.ts";
import type { ModelView } from "../models/models.schema.ts";
import * as repo from "./chat.repo.ts";
import { type Composed, compose, composeContinuation, type Names } from "./compose.ts";
import { type AppBus, conversationTopic } from "./conversation-events.ts";
import { leaseMs } from "./lease.ts";
import { answerView, questionEvent, refusedView } from "./new-messages.ts";
import type { RunEngine, RunStart } from "./run-engine.ts";

/** Where an exchange takes place, and who begins it. */
export type Place = {
  ownerId: string;
  conversationId: string;
  askerId: string;
  /** The API key by which they ask. */
  keyId: string | null;
  as: "new" | ConversationRole;
  names: Names | null;
  /** In whose lists the conversation stands. */
  audience: readonly string[];
  /** It has neither a name nor a message: the first question names it. */
  unnamed: boolean;
  /** The branch up to the question, oldest first. */
  before: readonly repo.BranchMessage[];
};

export type Question = { id: string; text: string; authorId: string | null; clientMessageId: string | null };

/** A committed exchange; `begin` tells its watchers and lets the models write. */
export type Begun = { runs: RunStart[]; begin(): void };

export type Exchanges = ReturnType<typeof createExchanges>;

/** Turns questions into rows and runs. What it gives back is begun only once its transaction is committed. */
export function createExchanges(deps: {
  clock: Clock;
  bus: AppBus;
  runs: RunEngine;
  modelCalls: Pick<ModelCalls, "admit" | "reserve">;
  processId: string;
  memoryMessages: number;
}) {
  const { clock, bus, runs, modelCalls, processId, memoryMessages } = deps;

  const lease = (now: Date) => ({ processId, leaseMs, now });
  const placed = ({ ownerId, conversationId, askerId, keyId, as }: Place) => ({
    ownerId,
    conversationId,
    askerId,
    keyId,
    as,
  });

  /** What a run may cost, and what is sent for it on those terms. */
  function admit(place: Place, runId: string, model: ModelView, composed: Composed) {
    const { askerId: userId, keyId, conversationId } = place;
    const origin = { callId: runId, purpose: "chat" as const, userId, keyId, conversationId, runId };
    const admission = modelCalls.admit(origin, model, chatSize({ messages: composed.messages }));
    const { maxOutputTokens } = admission;
    const stored = maxOutputTokens === null ? composed.stored : { ...composed.stored, maxOutputTokens };
    return { admission, composed: { ...composed, stored } };
  }

  function runStart(
    place: Place,
    answer: { messageId: string; runId: string; model: ModelView; composed: Composed; admission: Admission },
    more: {
      parentId: string | null;
      parts: MessagePart[];
      sideBySide: boolean;
      createdAt: Date;
      question: string | null;
    },
  ): RunStart {
    const { ownerId, conversationId, askerId, keyId } = place;
    const { messageId, runId, model, composed, admission } = answer;
    return {
      ids: { runId, userId: ownerId, conversationId, messageId, askerId, keyId },
      view: answerView({ messageId, conversationId, runId, model: model.id, ...more }),
      request: { model: model.id, messages: composed.messages },
      origin: admission.origin,
      admission,
      firstQuestion: place.unnamed ? more.question : null,
    };
  }

  function begun(
    place: Place,
    now: Date,
    starts: RunStart[],
    question: Parameters<typeof questionEvent>[0] | null,
  ): Begun {
    const { conversationId: id, audience } = place;
    return {
      runs: starts,
      begin() {
        if (question) bus.publish(conversationTopic(id), { kind: "event", event: questionEvent(question) });
        for (const start of starts) runs.start(start);
        const model = starts[0]?.request.model;
        announceListed(bus, audience, { id, lastActivityAt: now.toISOString(), ...(model && { model }) });
      },
    };
  }

  return {
    /** @throws {AppError} MODEL_CONTEXT_TOO_LONG when this model can't take the question even alone. */
    assertFits(model: ModelView, question: Question): void {
      compose({ model, before: [], question, names: null, memoryMessages });
    },

    /**
     * Writes a question with an empty answer and a queued run for each model; no model: the question alone.
     *
     * @param exchange.existing the question is there already, and gets more answers.
     * @throws {AppError} MODEL_CONTEXT_TOO_LONG, MODEL_PRICE_MISSING, BUDGET_EXCEEDED; what is written must not be committed then
     */
    async ask(
      tx: Db,
      place: Place,
      exchange: {
        question: Question & { parentId: string | null };
        existing?: true;
        models: readonly ModelView[];
        /** Ids that were promised for the (first) answer. */
        promised?: { messageId: string; runId: string } | undefined;
      },
    ): Promise<Begun> {
      const { question, existing, models, promised } = exchange;
      const now = clock.now();
      const sideBySide = models.length > 1;
      const answers = models.map((model, index) => {
        const runId = (index === 0 && promised?.runId) || newId("run");
        const composed = compose({ model, before: place.before, question, names: place.names, memoryMessages });
        const messageId = (index === 0 && promised?.messageId) || newId("message");
        return { messageId, runId, model, ...admit(place, runId, model, composed) };
      });
      await repo.insertExchange(tx, {
        ...placed(place),
        ...lease(now),
        question: existing ? null : question,
        questionId: question.id,
        sideBySide,
        answers: answers.map(({ messageId, runId, model, composed }) => ({
          messageId,
          runId,
          model: model.id,
          provider: providerOf(model.id),
          request: composed.stored,
        })),
      });
      await modelCalls.reserve(
        tx,
        answers.map(({ admission }) => admission),
      );
      const more = { parentId: question.id, parts: [], sideBySide, createdAt: now, question: question.text };
      const starts = answers.map((answer) => runStart(place, answer, more));
      const { conversationId, askerId: authorId } = place;
      return begun(place, now, starts, existing ? null : { ...question, conversationId, authorId, now });
    },

    /** Writes a question with an answer that was refused before it was begun, under the ids that were promised for it. */
    async refuse(
      tx: Db,
      place: Place,
      exchange: {
        question: Question & { parentId: string | null };
        model: string;
        promised: { messageId: string; runId: string };
        error: AppError;
      },
    ): Promise<Begun> {
      const { question, model, promised, error } = exchange;
      const now = clock.now();
      const { conversationId, askerId: authorId } = place;
      await repo.insertExchange(tx, {
        ...placed(place),
        ...lease(now),
        question,
        questionId: question.id,
        sideBySide: false,
        answers: [{ ...promised, model, provider: providerOf(model), request: null }],
        refusal: error,
      });
      const asked = begun(place, now, [], { ...question, conversationId, authorId, now });
      const message = refusedView({ ...promised, conversationId, parentId: question.id, model, createdAt: now }, error);
      return {
        runs: [],
        begin() {
          asked.begin();
          bus.publish(conversationTopic(conversationId), { kind: "event", event: { type: "message", message } });
        },
      };
    },

    /** Queues a run that goes on with an answer after what it holds. Throws as `ask` does. */
    async goOn(
      tx: Db,
      place: Place,
      exchange: {
        question: Question;
        answer: { id: string; parts: MessagePart[]; text: string; sideBySide: boolean; createdAt: Date };
        model: ModelView;
      },
    ): Promise<Begun> {
      const { question, answer, model } = exchange;
      const now = clock.now();
      const { before, names } = place;
      const composed = composeContinuation({ model, before, question, names, memoryMessages, answer });
      const runId = newId("run");
      const run = { messageId: answer.id, runId, model, ...admit(place, runId, model, composed) };
      await repo.insertContinuation(tx, {
        ...placed(place),
        ...lease(now),
        answer: { ...run, model: model.id, provider: providerOf(model.id), request: run.composed.stored },
        baseLength: answer.parts.reduce((sum, part) => sum + part.text.length, 0),
      });
      await modelCalls.reserve(tx, [run.admission]);
      const start = runStart(place, run, { ...answer, parentId: question.id, question: null });
      return begun(place, now, [start], null);
    },
  };
}
