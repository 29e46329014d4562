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

/** Whether nothing about that price shows that it is a mistake, but for a negative one. */
export function isBelievable(prices: Prices): boolean {
  return [prices.inputMicrosPerMillion, prices.outputMicrosPerMillion].every(
    (price) => Number.isSafeInteger(price) && price <= absurdMicrosPerMillion,
  );
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

/** What that many tokens cost in millionths of a dollar, rounded half up. */
export function costOf(
  prices: { inputMicrosPerMillion: number; outputMicrosPerMillion: number },
  tokens: { input: number; output: number },
): bigint {
  const total =
    BigInt(prices.inputMicrosPerMillion) * BigInt(tokens.input) +
    BigInt(prices.outputMicrosPerMillion) * BigInt(tokens.output);
  return (total + 500_000n) / 1_000_000n;
}
