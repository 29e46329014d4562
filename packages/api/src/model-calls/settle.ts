import { costOf, type Outcome, type Prices, type Usage } from "@causerie/llm";

/** Where the columns end; a provider that reports more is not believed. */
const mostTokens = 2_147_483_647;
/** A billion dollars for one call. */
const mostMicros = 1_000_000_000_000_000n;

/** What a call is settled with. */
export type Settled = {
  inputTokens: number;
  outputTokens: number;
  reasoningTokens: number;
  costMicros: bigint | null;
  /** The provider did not say. */
  estimated: boolean;
};

/** What is known of a call beside the provider's report. */
export type Known = {
  prices: Prices | null;
  /** An estimate of what was sent. */
  inputTokens(): number;
  /** An estimate of what had come. */
  streamedTokens: number;
};

/**
 * What a finished call used and cost: what the provider billed, else its tokens × the price.
 *
 * A call that was stopped or broke off comes without the provider's report. If a word of it had come, it is counted by what
 * was sent and what had come; if none had, nobody bills it as far as can be told.
 */
export function settle(usage: Usage, call: Known): Settled {
  const { prices } = call;
  const billed = sane(usage.billedMicros);
  const said = { input: count(usage.inputTokens), output: count(usage.outputTokens) };
  const isSilent = said.input === null || said.output === null;
  const begun = isSilent && call.streamedTokens > 0;
  const guess = begun ? { input: call.inputTokens(), output: call.streamedTokens } : nothing;
  const tokens = { input: said.input ?? guess.input, output: said.output ?? guess.output };
  return {
    inputTokens: tokens.input,
    outputTokens: tokens.output,
    reasoningTokens: count(usage.reasoningTokens) ?? 0,
    costMicros: billed ?? (prices && costOf(prices, tokens)),
    estimated: isSilent || usage.estimated === true,
  };
}

/** The report of a provider that said nothing. */
export const unsaid: Usage = {
  inputTokens: null,
  outputTokens: null,
  reasoningTokens: null,
  costMicros: null,
  billedMicros: null,
};

const nothing = { input: 0, output: 0 };

/** What the provider itself reported, for showing: no estimate, and nothing that no one could have used. */
export function shownUsage(outcome: Outcome, settled: Settled): Usage {
  const { usage } = outcome;
  return {
    inputTokens: count(usage.inputTokens),
    outputTokens: count(usage.outputTokens),
    reasoningTokens: count(usage.reasoningTokens),
    billedMicros: sane(usage.billedMicros),
    costMicros: settled.costMicros,
  };
}

function count(tokens: number | null): number | null {
  if (tokens === null || !Number.isFinite(tokens) || tokens < 0 || tokens > mostTokens) return null;
  return Math.ceil(tokens);
}

function sane(micros: bigint | null): bigint | null {
  return micros === null || micros < 0n || micros > mostMicros ? null : micros;
}
