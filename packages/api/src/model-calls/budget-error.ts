import { AppError } from "@causerie/core";
import type { Outcome } from "@causerie/llm";
import { toAppError } from "../errors.ts";
import { periodEnd } from "./periods.ts";
import type { Refusal } from "./reservations.repo.ts";
import { unsaid } from "./settle.ts";

/** A refusal as people and programs learn of it: whose budget, what is left of it, and when it begins anew. */
export function budgetError(refusal: Refusal, at: Date): AppError {
  const { subject, period, limitMicros, leftMicros, wantedMicros } = refusal;
  const renewsAt = periodEnd(period, at);
  return new AppError("BUDGET_EXCEEDED", {
    message: `the ${period}'s budget of ${subject} has too little left`,
    params: {
      whose: subject === "everyone" ? "everyone" : subject.startsWith("key_") ? "key" : "person",
      period,
      limitMicros: Number(limitMicros),
      leftMicros: Math.max(0, Number(leftMicros)),
      wantedMicros: Number(wantedMicros),
      renewsAt: renewsAt.toISOString(),
    },
  });
}

/** The outcome of a call that was not made. */
export function refusedOutcome(error: unknown): Outcome {
  const { code, params, message } = toAppError(error);
  return {
    status: "failed",
    finishReason: "error",
    error: { code, params, detail: message },
    answeredBy: null,
    usage: unsaid,
    firstTokenMs: null,
    durationMs: 0,
  };
}
