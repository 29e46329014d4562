import type { Clock } from "@causerie/core";
import { isPassing, retryWaitMs } from "../attempts.ts";
import { costOf } from "../catalogue/price.ts";
import { refusalToFailure, statusRefusal } from "../failure.ts";
import { noUsage } from "../outcome.ts";
import type { CompletionWire } from "../providers/provider.ts";
import { isRecord, type Json } from "../transport/chunk.ts";
import type { Relayed } from "../transport/relay.ts";
import type { Transport } from "../transport/transport.ts";
import { troubleToFailure } from "../trouble-failure.ts";
import type {
  Completion,
  CompletionOptions,
  CompletionRequest,
  Failure,
  FinishReason,
  Prices,
  Usage,
} from "../types.ts";
import { pauseFor } from "../wait.ts";
import type { Passed } from "./completion-reader.ts";
import { promptTokens } from "./prompt-tokens.ts";

export type CompletionCall = {
  wire: { id: string; completions: CompletionWire };
  /** The provider's own name of the model. */
  model: string;
  request: CompletionRequest;
  prices: Prices | null;
  transport: Pick<Transport, "relay">;
  clock: Clock;
};

/** One answer in OpenAI's form: at most two attempts, the second only when of the first nothing was passed on. */
export async function completeRemote(call: CompletionCall, options: CompletionOptions): Promise<Completion> {
  const startedAt = call.clock.monotonic();
  let firstTokenMs: number | null = null;
  const sinceStart = () => Math.round(call.clock.monotonic() - startedAt);
  const message = messageOf(call);

  async function attempt(): Promise<{ completion: Completion; isWorthRetrying: boolean }> {
    const relayed = await call.transport.relay({
      message,
      signal: options.signal,
      stream: call.request.stream,
      includeUsage: call.request.includeUsage,
      onEvents(events, isLast) {
        firstTokenMs ??= sinceStart();
        return options.onEvents(events, isLast);
      },
    });
    const completion = { ...conclude(call, relayed, options.signal), firstTokenMs, durationMs: sinceStart() };
    return { completion, isWorthRetrying: isPassing(completion, relayed.trouble) };
  }

  const first = await attempt();
  const waitMs = firstTokenMs !== null || !first.isWorthRetrying ? null : retryWaitMs(first.completion);
  if (waitMs === null || !(await pauseFor(waitMs, options.signal))) return first.completion;
  return (await attempt()).completion;
}

function messageOf({ wire, model, request }: CompletionCall) {
  const { url, headers, fields } = wire.completions;
  const streaming = request.stream ? { stream: true, stream_options: { include_usage: true } } : {};
  const content = Buffer.from(JSON.stringify({ ...request.fields, ...fields, ...streaming, model }));
  return { url, method: "POST", headers, content };
}

function conclude(
  call: CompletionCall,
  relayed: Relayed,
  signal: AbortSignal,
): Omit<Completion, "firstTokenMs" | "durationMs"> {
  const { passed, body, trouble, refusal } = relayed;
  const { answeredBy } = passed;
  const usage = usageOf(call, relayed, signal.aborted);
  const fail = (error: Failure) =>
    ({ status: "failed", finishReason: "error", error, answeredBy, usage, body: null }) as const;
  if (signal.aborted && body === null && passed.finishReason === null) {
    return { status: "stopped", finishReason: null, answeredBy, usage, body: null };
  }
  if (trouble !== null && trouble.kind !== "aborted") return fail(troubleToFailure(call.wire.id, trouble));
  if (refusal !== null) return fail(refusalToFailure(call.wire.id, statusRefusal(refusal, call.clock.now())));
  return { status: "complete", finishReason: unify(passed.finishReason), answeredBy, usage, body };
}

function unify(reason: string | null): FinishReason {
  if (reason === "stop" || reason === "length") return reason;
  return reason === "content_filter" ? "content-filter" : "other";
}

/** What the provider says, else, of an answer that was begun or given up, a guess: it was paid for all the same. */
function usageOf(call: CompletionCall, { passed, refusal }: Relayed, aborted: boolean): Usage {
  if (passed.usage === null) {
    return refusal === null && (passed.tokens > 0 || aborted) ? guessed(call, passed) : noUsage;
  }
  const { usage } = passed;
  const inputTokens = count(usage.prompt_tokens);
  const outputTokens = count(usage.completion_tokens);
  const details: Json = isRecord(usage.completion_tokens_details) ? usage.completion_tokens_details : {};
  const billed = call.wire.completions.billedMicros(usage);
  return {
    inputTokens,
    outputTokens,
    reasoningTokens: count(details.reasoning_tokens),
    costMicros: billed ?? priced(call.prices, inputTokens, outputTokens),
    billedMicros: billed,
  };
}

function guessed(call: CompletionCall, passed: Passed): Usage {
  const inputTokens = promptTokens(call.request.fields.messages);
  const outputTokens = passed.tokens;
  const costMicros = priced(call.prices, inputTokens, outputTokens);
  return { inputTokens, outputTokens, reasoningTokens: null, costMicros, billedMicros: null, estimated: true };
}

function priced(prices: Prices | null, input: number | null, output: number | null): bigint | null {
  return prices === null || input === null || output === null ? null : costOf(prices, { input, output });
}

function count(value: unknown): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
