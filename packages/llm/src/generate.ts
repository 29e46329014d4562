import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import type { Clock } from "@causerie/core";
import { isPassing, retryWaitMs } from "./attempts.ts";
import { type AttemptResult, conclude } from "./conclude.ts";
import { createRecorder, type Recorder } from "./outcome.ts";
import { toPrompt } from "./prompt.ts";
import type { Wire } from "./providers/provider.ts";
import type { Transport } from "./transport/transport.ts";
import type { ChatRequest, GenerateOptions, Outcome, Prices } from "./types.ts";
import { pauseFor } from "./wait.ts";

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
  const waitMs = recorder.started || !first.isWorthRetrying ? null : retryWaitMs(first.outcome);
  if (waitMs === null) return first.outcome;
  if (!(await pauseFor(waitMs, options.signal))) return recorder.stopped(null);
  return (await attempt(call, recorder, options.signal)).outcome;
}

type Attempt = { outcome: Outcome; isWorthRetrying: boolean };

async function attempt(call: RemoteCall, recorder: Recorder, signal: AbortSignal): Promise<Attempt> {
  const result: AttemptResult = { answeredBy: null, finish: null, problem: null, trouble: null };
  const thrownByCaller: unknown[] = [];
  const exchange = call.transport.open({
    signal,
    onDelta(kind, text) {
      try {
        recorder.delta(kind, text);
      } catch (error) {
        // Thrown from a socket's event it would end the process.
        thrownByCaller.push(error);
        exchange.close();
      }
    },
  });
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
  if (thrownByCaller.length > 0) throw thrownByCaller[0];
  if (signal.aborted) return { outcome: recorder.stopped(result.answeredBy), isWorthRetrying: false };
  const outcome = conclude(call, recorder, result);
  return { outcome, isWorthRetrying: isPassing(outcome, result.trouble) };
}

async function readParts(
  stream: ReadableStream<LanguageModelV4StreamPart>,
  result: AttemptResult,
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
