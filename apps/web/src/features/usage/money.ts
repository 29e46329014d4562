import type { useFormatter } from "next-intl";

type Format = ReturnType<typeof useFormatter>;

/** Millionths of a dollar as a person reads them: cents, and where there are less than those, enough digits to see something. */
export function formatMoney(micros: number, format: Format): string {
  const small = micros > 0 && micros < 10_000;
  return format.number(micros / 1_000_000, {
    style: "currency",
    currency: "USD",
    ...(small ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 2 }),
  });
}

/** Dollars as one types them, in millionths; null: not an amount. Both decimal marks are taken, and six decimals at most. */
export function parseMoney(text: string): number | null {
  const match = /^(\d{1,7})(?:[.,](\d{1,6}))?$/.exec(text.trim());
  return match ? Number(match[1]) * 1_000_000 + Number((match[2] ?? "").padEnd(6, "0")) : null;
}
