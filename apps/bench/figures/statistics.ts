/**
 * The value below which `share` of all values lie, by the nearest rank: a value that was really measured.
 *
 * @param share from 0 to 1.
 * @returns NaN when there are no values.
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

/** What a list of measurements comes to, in their own unit. */
export type Summary = { count: number; p50: number; p95: number; p99: number; max: number };

export function summarize(values: readonly number[]): Summary {
  return {
    count: values.length,
    p50: percentile(values, 0.5),
    p95: percentile(values, 0.95),
    p99: percentile(values, 0.99),
    max: percentile(values, 1),
  };
}
