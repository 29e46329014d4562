import { type Clock, newId } from "@causerie/core";
import type { Db } from "@causerie/db";
import { announceListed } from "../conversations/announce.ts";
import type { ConversationRole } from "../conversations/conversations.schema.ts";
import type { MessagePart } from "../messages/messages.schema.ts";
import { providerOf } from "../model-calls/model-calls.ts";
import type { ModelView } from "../models/models.schema.ts";
import * as repo from "./chat.repo.ts";
import { type Composed, compose, composeContinuation, type Names } from "./compose.ts";
import { type AppBus, conversationTopic } from "./conversation-events.ts";
import { leaseMs } from "./lease.ts";
import { answerView, questionEvent } from "./new-messages.ts";
import type { RunEngine, RunStart } from "./run-engine.ts";

/** Where an exchange takes place, and who begins it. */
export type Place = {
  ownerId: string;
  conversationId: string;
  askerId: string;
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
  processId: string;
  memoryMessages: number;
}) {
  const { clock, bus, runs, processId, memoryMessages } = deps;

  const lease = (now: Date) => ({ processId, leaseMs, now });
  const placed = ({ ownerId, conversationId, askerId, as }: Place) => ({ ownerId, conversationId, askerId, as });

  function runStart(
    place: Place,
    answer: { messageId: string; runId: string; model: ModelView; composed: Composed },
    more: {
      parentId: string | null;
      parts: MessagePart[];
      sideBySide: boolean;
      createdAt: Date;
      question: string | null;
    },
  ): RunStart {
    const { ownerId, conversationId, askerId } = place;
    const { messageId, runId, model, composed } = answer;
    return {
      ids: { runId, userId: ownerId, conversationId, messageId, askerId },
      view: answerView({ messageId, conversationId, runId, model: model.id, ...more }),
      request: { model: model.id, messages: composed.messages },
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
     * @throws {AppError} MODEL_CONTEXT_TOO_LONG
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
      const answers = models.map((model, index) => ({
        messageId: (index === 0 && promised?.messageId) || newId("message"),
        runId: (index === 0 && promised?.runId) || newId("run"),
        model,
        composed: compose({ model, before: place.before, question, names: place.names, memoryMessages }),
      }));
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
      const more = { parentId: question.id, parts: [], sideBySide, createdAt: now, question: question.text };
      const starts = answers.map((answer) => runStart(place, answer, more));
      const { conversationId, askerId: authorId } = place;
      return begun(place, now, starts, existing ? null : { ...question, conversationId, authorId, now });
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
      const run = { messageId: answer.id, runId: newId("run"), model, composed };
      await repo.insertContinuation(tx, {
        ...placed(place),
        ...lease(now),
        answer: { ...run, model: model.id, provider: providerOf(model.id), request: composed.stored },
        baseLength: answer.parts.reduce((sum, part) => sum + part.text.length, 0),
      });
      const start = runStart(place, run, { ...answer, parentId: question.id, question: null });
      return begun(place, now, [start], null);
    },
  };
}
