import type { useFormatter } from "next-intl";

/** Millionths of a dollar for a million tokens, as a price is written: $3, $0.10, $0.075. */
export function formatPrice(microsPerMillion: number, format: ReturnType<typeof useFormatter>): string {
  return format.number(microsPerMillion / 1_000_000, {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: 2,
    maximumFractionDigits: 6,
    trailingZeroDisplay: "stripIfInteger",
  });
}
