import type { useFormatter } from "next-intl";

/** Millionths of a dollar; small sums keep their first digits. */
export function formatCost(micros: number, format: ReturnType<typeof useFormatter>): string {
  return format.number(micros / 1_000_000, { style: "currency", currency: "USD", maximumSignificantDigits: 3 });
}
