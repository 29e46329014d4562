import { AppError, type Clock } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database, Db } from "@causerie/db";
import {
  type ChatRequest,
  type Completion,
  type CompletionOptions,
  type CompletionRequest,
  createTokenCount,
  estimateTokens,
  type GenerateOptions,
  type Llm,
  type Outcome,
} from "@causerie/llm";
import { type Admission, admit, type CalledModel, type CallOrigin } from "./admission.ts";
import { budgetError, refusedOutcome } from "./budget-error.ts";
import { callIdOf, newCallId, usageIdOf } from "./call-ids.ts";
import type { HardBudgets } from "./hard-budgets.ts";
import { findLostReservations, renewReservations, reservationLeaseMs, reserveCalls } from "./reservations.repo.ts";
import { type Known, type Settled, settle, shownUsage, unsaid } from "./settle.ts";
import { insertUsage, type UsageRow } from "./usage.repo.ts";
import { type CallSize, cappedFields, chatSize, completionSize } from "./worst-case.ts";

export type { Admission, CallOrigin, Settled, UsageRow };
export { callIdOf, chatSize, newCallId, settle, unsaid };
/** Writes finished calls down, within the transaction that is given. */
export const writeUsage = insertUsage;

export type ModelCalls = {
  /**
   * What a call needs before it may be made: a price, and where a budget counts it the most that it may cost.
   *
   * @throws {AppError} MODEL_PRICE_MISSING
   */
  admit(origin: CallOrigin, model: CalledModel, size: CallSize): Admission;
  /**
   * Holds what admitted calls of one person may cost, within the transaction that is given: when it is rolled back, nothing is
   * held. Without a budget that counts them it does nothing.
   *
   * @throws {AppError} BUDGET_EXCEEDED; the transaction must not be committed then.
   */
  reserve(tx: Db, admissions: readonly Admission[]): Promise<void>;
  /**
   * One model call, counted. Never throws: trouble is an outcome.
   *
   * @param admitted its admission, reserved; without one it gets its own.
   */
  generate(origin: CallOrigin, request: ChatRequest, options: GenerateOptions, admitted?: Admission): Promise<Outcome>;
  /** One model call in OpenAI's form, admitted and counted alike. Never throws. */
  complete(origin: CallOrigin, request: CompletionRequest, options: CompletionOptions): Promise<Completion>;
  /** Settles what processes that are gone had reserved for calls of which nothing is known. */
  recover(options: { exclusive: boolean }): Promise<void>;
  close(): void;
};

/**
 * The one place through which every model call goes, whatever caused it, so that none is left out of the accounts and none
 * goes beyond a budget.
 *
 * @param deps.record where a finished call is written down.
 */
export function createModelCalls(deps: {
  db: Database;
  llm: Llm;
  models: { effective(id: string): Promise<CalledModel | null> };
  budgets: Pick<HardBudgets, "count">;
  clock: Clock;
  log: Logger;
  processId: string;
  record(row: UsageRow): void;
}): ModelCalls {
  const { db, llm, models, budgets, clock, log, processId: ownerId, record } = deps;
  const reserved = new Set<string>();

  const renewal = setInterval(() => {
    if (reserved.size === 0) return;
    db.asSystem("budgets: keep what is reserved", (tx) => renewReservations(tx, ownerId)).catch((error: unknown) =>
      log.warn({ err: error }, "reservations could not be renewed"),
    );
  }, reservationLeaseMs / 3);
  renewal.unref();

  const admitCall: ModelCalls["admit"] = (origin, model, size) =>
    admit(origin, { model, size, counts: budgets.count(origin.userId, origin.keyId) });

  async function reserve(tx: Db, admissions: readonly Admission[]): Promise<void> {
    const held = admissions.flatMap(({ origin, model, amountMicros }) =>
      amountMicros === null ? [] : [{ ...origin, id: origin.callId, ...model, amountMicros }],
    );
    const [first] = held;
    if (!first) return;
    const at = clock.now();
    const { userId, keyId } = first;
    const refusal = await reserveCalls(tx, { userId, keyId, calls: held, ownerId, at });
    if (refusal) throw budgetError(refusal, at);
  }

  /** The outcome of its refusal instead, when it is not admitted. */
  async function admitAlone(origin: CallOrigin, modelId: string, size: CallSize): Promise<Admission | Outcome> {
    try {
      const model = await models.effective(modelId);
      if (!model) throw new AppError("MODEL_UNKNOWN", { message: "no provider here has the model" });
      const admission = admitCall(origin, model, size);
      if (admission.amountMicros !== null) {
        await db.asSystem("budgets: reserve for a call", (tx) => reserve(tx, [admission]));
      }
      return admission;
    } catch (error) {
      return refusedOutcome(error);
    }
  }

  function settled<Made extends Outcome>(admission: Admission, made: Made, known: Omit<Known, "prices">): Made {
    const { origin, model, prices } = admission;
    const used = settle(made.usage, { prices, ...known });
    reserved.delete(origin.callId);
    record(usageRow({ ...origin, ...model }, used, { durationMs: made.durationMs, at: clock.now() }));
    return { ...made, usage: shownUsage(made, used) };
  }

  return {
    admit: admitCall,
    reserve,
    async generate(origin, request, options, given) {
      const admission = given ?? (await admitAlone(origin, request.model, chatSize(request)));
      if ("status" in admission) return admission;
      if (admission.amountMicros !== null) reserved.add(origin.callId);
      const { maxOutputTokens } = admission;
      const streamed = createTokenCount();
      const outcome = await llm.generate(maxOutputTokens === null ? request : { ...request, maxOutputTokens }, {
        signal: options.signal,
        onDelta(kind, text) {
          streamed.add(text);
          options.onDelta(kind, text);
        },
      });
      return settled(admission, outcome, {
        inputTokens: () => request.messages.reduce((sum, { text }) => sum + estimateTokens(text), 0),
        streamedTokens: streamed.tokens,
      });
    },
    async complete(origin, request, options) {
      const admission = await admitAlone(origin, request.model, completionSize(request.fields));
      if ("status" in admission) return { ...admission, body: null };
      const { amountMicros, maxOutputTokens } = admission;
      const isHeld = amountMicros !== null && maxOutputTokens !== null;
      if (isHeld) reserved.add(origin.callId);
      const fields = isHeld ? cappedFields(request.fields, maxOutputTokens) : request.fields;
      // What it is counted by when the provider does not say, the call itself knows.
      const nothingElse = { inputTokens: () => 0, streamedTokens: 0 };
      return settled(admission, await llm.complete({ ...request, fields }, options), nothingElse);
    },
    async recover({ exclusive }) {
      const now = clock.now();
      await db.asSystem("budgets: settle what was lost", async (tx) => {
        const lost = await findLostReservations(tx, { exclusive, ownerId, limit: 500 });
        const rows = lost.map(({ id: callId, amountMicros: _held, createdAt, ...call }) =>
          usageRow({ callId, ...call }, nothingUsed, { durationMs: Math.max(0, now.getTime() - +createdAt), at: now }),
        );
        await insertUsage(tx, rows);
        if (rows.length > 0) log.warn({ calls: rows.length }, "calls whose process is gone were settled");
      });
    },
    close: () => clearInterval(renewal),
  };
}

const nothingUsed = settle(unsaid, { prices: null, inputTokens: () => 0, streamedTokens: 0 });

/** A call as the accounts have it; the same call has the same row, whoever writes it. */
export function usageRow(
  call: CallOrigin & { model: string; provider: string },
  settled: Settled,
  when: { durationMs: number; at: Date },
): UsageRow {
  const durationMs = Math.min(Math.round(when.durationMs), 2_147_483_647);
  return { id: usageIdOf(call.callId), ...call, ...settled, durationMs, createdAt: when.at };
}

/** The first segment of `provider/model`. */
export function providerOf(model: string): string {
  return model.split("/", 1)[0] ?? model;
}
