import type { Prices } from "../types.ts";

/**
 * A decimal amount times a power of ten as a whole number, exactly: no binary fraction touches money.
 *
 * @param decimal e.g. `0.000003`, `1.5e-7`, as providers write prices.
 * @returns the amount × 10^`exponent`, rounded half up; null when it is no decimal number, or is negative (OpenRouter
 *   writes -1 for "depends on the model chosen").
 */
function scaled(decimal: string, exponent: number): bigint | null {
  const match = /^(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(decimal.trim());
  if (!match) return null;
  const [, whole = "0", fraction = "", power = "0"] = match;
  const digits = BigInt(whole + fraction);
  const shift = exponent + Number(power) - fraction.length;
  if (shift >= 0) return digits * 10n ** BigInt(shift);
  const divisor = 10n ** BigInt(-shift);
  return (digits + divisor / 2n) / divisor;
}

/** Dearer than 10,000 dollars for a million tokens is a mistake: fifteen times the dearest that was ever listed. */
const absurdMicrosPerMillion = 10_000_000_000;

/** Nor is there a call that costs more than 100 dollars beside its tokens. */
const absurdFeeMicros = 100_000_000;

/** Whether nothing about that price shows that it is a mistake, but for a negative one. */
export function isBelievable(prices: Prices): boolean {
  const { inputMicrosPerMillion: input, outputMicrosPerMillion: output, requestMicros = 0, imageMicros = 0 } = prices;
  const upTo = (most: number) => (price: number) => Number.isSafeInteger(price) && price <= most;
  return (
    [input, output].every(upTo(absurdMicrosPerMillion)) && [requestMicros, imageMicros].every(upTo(absurdFeeMicros))
  );
}

/** Whether no call can cost anything at that price. */
export function isFree(prices: Prices): boolean {
  const { inputMicrosPerMillion, outputMicrosPerMillion, requestMicros = 0, imageMicros = 0 } = prices;
  return [inputMicrosPerMillion, outputMicrosPerMillion, requestMicros, imageMicros].every((price) => price === 0);
}

/** Dollars → millionths of a dollar, rounded half up; null when it is no amount. */
export function dollarsToMicros(dollars: string): bigint | null {
  return scaled(dollars, 6);
}

/** Dollars for one token → millionths of a dollar for a million tokens; null when it is no amount. */
export function perTokenToMicrosPerMillion(dollarsPerToken: string): number | null {
  const micros = scaled(dollarsPerToken, 12);
  return micros === null || micros > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(micros);
}

/** What a call with that many tokens costs in millionths of a dollar, rounded half up; without any it was no call. */
export function costOf(prices: Prices, used: { input: number; output: number; images?: number }): bigint {
  const { input, output, images = 0 } = used;
  if (input === 0 && output === 0) return 0n;
  const { requestMicros = 0, imageMicros = 0 } = prices;
  const tokens =
    BigInt(prices.inputMicrosPerMillion) * BigInt(input) + BigInt(prices.outputMicrosPerMillion) * BigInt(output);
  return (tokens + 500_000n) / 1_000_000n + BigInt(requestMicros) + BigInt(imageMicros) * BigInt(images);
}
