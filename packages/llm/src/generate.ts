import { InvalidResponseDataError, type LanguageModelV4StreamPart } from "@ai-sdk/provider";
import type { AppErrorCode, Clock } from "@causerie/core";
import { costOf } from "./catalogue/price.ts";
import { chunkRefusal, refusalOf, refusalToFailure } from "./failure.ts";
import { createRecorder, noUsage, type Recorder } from "./outcome.ts";
import { toPrompt } from "./prompt.ts";
import type { FinishPart, Wire } from "./providers/provider.ts";
import type { Transport } from "./transport/transport.ts";
import type { Trouble } from "./transport/trouble.ts";
import { troubleToFailure } from "./trouble-failure.ts";
import type { ChatRequest, Failure, FinishReason, GenerateOptions, Outcome, Prices, Usage } from "./types.ts";
import { pauseFor } from "./wait.ts";

/** The longest wait that a retry is worth; a provider that asks for more gets none. */
const longestRetryWaitSeconds = 10;
const firstRetryWaitMs = 500;

export type RemoteCall = {
  wire: Wire;
  /** The provider's own name of the model. */
  model: string;
  request: ChatRequest;
  prices: Prices | null;
  transport: Transport;
  clock: Clock;
};

/** One answer of a provider over HTTP: at most two attempts, the second only when the first has shown nothing. */
export async function generateRemote(call: RemoteCall, options: GenerateOptions): Promise<Outcome> {
  const recorder = createRecorder(call.clock, options.onDelta);
  const first = await attempt(call, recorder, options.signal);
  const waitMs = retryWaitMs(first, recorder);
  if (waitMs === null) return first;
  if (!(await pauseFor(waitMs, options.signal))) return recorder.stopped(null);
  return attempt(call, recorder, options.signal);
}

const retryable: ReadonlySet<AppErrorCode> = new Set<AppErrorCode>(["MODEL_RATE_LIMITED", "MODEL_UNAVAILABLE"]);

/** How long to wait before the one retry; null when there is to be none. */
function retryWaitMs(outcome: Outcome, recorder: Recorder): number | null {
  const error = outcome.error;
  if (error === undefined || recorder.started || !retryable.has(error.code)) return null;
  // Nobody listens at that address: asking again within a second only delays the message.
  if (error.code === "MODEL_UNAVAILABLE" && error.params.status === undefined) return null;
  const asked = error.params.retryAfterSeconds;
  if (typeof asked !== "number") return firstRetryWaitMs * (1 + Math.random());
  return asked <= longestRetryWaitSeconds ? asked * 1000 : null;
}

async function attempt(call: RemoteCall, recorder: Recorder, signal: AbortSignal): Promise<Outcome> {
  const exchange = call.transport.open(signal);
  const result: Result = { answeredBy: null, finish: null, problem: null, trouble: null };
  try {
    const { maxOutputTokens, temperature, messages } = call.request;
    const { stream } = await call.wire.languageModel(call.model, exchange.fetch).doStream({
      prompt: toPrompt(messages),
      ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
      ...(temperature === undefined ? {} : { temperature }),
    });
    await readParts(stream, result, recorder, signal);
  } catch (error) {
    result.problem = error;
  }
  result.trouble = exchange.trouble();
  exchange.close();
  return signal.aborted ? recorder.stopped(result.answeredBy) : conclude(call, recorder, result);
}

type Result = {
  answeredBy: string | null;
  finish: FinishPart | null;
  /** What the provider's package threw or reported. */
  problem: unknown;
  /** What the transport saw, which says more than what the package makes of it. */
  trouble: Trouble | null;
};

async function readParts(
  stream: ReadableStream<LanguageModelV4StreamPart>,
  result: Result,
  recorder: Recorder,
  signal: AbortSignal,
): Promise<void> {
  const reader = stream.getReader();
  for (;;) {
    const { done, value: part } = await reader.read();
    if (done || signal.aborted) return;
    if (part.type === "text-delta") recorder.delta("text", part.delta);
    else if (part.type === "reasoning-delta") recorder.delta("reasoning", part.delta);
    else if (part.type === "response-metadata") result.answeredBy = part.modelId ?? result.answeredBy;
    else if (part.type === "finish") result.finish = part;
    else if (part.type === "error") result.problem ??= part.error;
  }
}

function conclude(call: RemoteCall, recorder: Recorder, result: Result): Outcome {
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

function usageOf(call: RemoteCall, finish: FinishPart): Usage {
  const inputTokens = finish.usage.inputTokens.total ?? null;
  const outputTokens = finish.usage.outputTokens.total ?? null;
  const reckoned =
    call.prices !== null && inputTokens !== null && outputTokens !== null
      ? costOf(call.prices, { input: inputTokens, output: outputTokens })
      : null;
  return {
    inputTokens,
    outputTokens,
    reasoningTokens: finish.usage.outputTokens.reasoning ?? null,
    costMicros: call.wire.billedMicros(finish) ?? reckoned,
  };
}
