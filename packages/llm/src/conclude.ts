import { InvalidResponseDataError } from "@ai-sdk/provider";
import type { Clock } from "@causerie/core";
import { costOf } from "./catalogue/price.ts";
import { chunkRefusal, refusalOf, refusalToFailure } from "./failure.ts";
import { noUsage, type Recorder } from "./outcome.ts";
import type { FinishPart, Wire } from "./providers/provider.ts";
import type { Trouble } from "./transport/trouble.ts";
import { troubleToFailure } from "./trouble-failure.ts";
import type { Failure, FinishReason, Outcome, Prices, Usage } from "./types.ts";

/** What is known when an attempt is over. */
export type AttemptResult = {
  answeredBy: string | null;
  finish: FinishPart | null;
  /** What the provider's package threw or reported. */
  problem: unknown;
  /** What the transport saw, which says more than what the package makes of it. */
  trouble: Trouble | null;
};

type Call = { wire: Wire; prices: Prices | null; clock: Clock };

/** The outcome of an attempt that nobody stopped. */
export function conclude(call: Call, recorder: Recorder, result: AttemptResult): Outcome {
  const { answeredBy, finish, trouble, problem } = result;
  const provider = call.wire.id;
  const usage = finish === null ? noUsage : usageOf(call, finish);
  const fail = (error: Failure, finishReason: FinishReason = "error") =>
    recorder.failed(error, answeredBy, usage, finishReason);

  if (trouble !== null && trouble.kind !== "aborted") return fail(troubleToFailure(provider, trouble));
  const refusal = refusalOf(problem, call.clock.now());
  if (refusal !== null) return fail(refusalToFailure(provider, refusal));
  const reason = finish?.finishReason;
  if (reason?.unified === "content-filter") {
    return fail(
      { code: "MODEL_CONTENT_FILTER", params: { provider }, detail: `${provider} filtered the answer` },
      "content-filter",
    );
  }
  if (reason?.raw === "error") return fail(refusalToFailure(provider, chunkRefusal(null)));
  // An end without a finish reason but with [DONE], which some servers write, is the only report that means no loss.
  const isBroken = problem !== null && !InvalidResponseDataError.isInstance(problem);
  if (finish === null || isBroken) {
    const name = problem instanceof Error ? problem.name : "no finish";
    return fail({
      code: "MODEL_BAD_STREAM",
      params: { provider },
      detail: `${provider}'s stream can't be read: ${name}`,
    });
  }
  const finishReason = unify(reason?.unified);
  if (!recorder.hasText) {
    return fail(
      { code: "MODEL_EMPTY_ANSWER", params: { provider }, detail: `${provider} sent no text (${finishReason})` },
      finishReason,
    );
  }
  return recorder.complete(finishReason, answeredBy, usage);
}

function unify(reason: string | undefined): FinishReason {
  return reason === "stop" || reason === "length" ? reason : "other";
}

function usageOf(call: Call, finish: FinishPart): Usage {
  const inputTokens = finish.usage.inputTokens.total ?? null;
  const outputTokens = finish.usage.outputTokens.total ?? null;
  const reckoned =
    call.prices !== null && inputTokens !== null && outputTokens !== null
      ? costOf(call.prices, { input: inputTokens, output: outputTokens })
      : null;
  const billedMicros = call.wire.billedMicros(finish);
  return {
    inputTokens,
    outputTokens,
    reasoningTokens: finish.usage.outputTokens.reasoning ?? null,
    costMicros: billedMicros ?? reckoned,
    billedMicros,
  };
}
