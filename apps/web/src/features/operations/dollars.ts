/** Millionths of a dollar as dollars, exactly: `1250000` → `1.25`. */
export function toDollars(micros: number): string {
  const digits = String(micros).padStart(7, "0");
  const fraction = digits.slice(-6).replace(/0+$/, "");
  return `${digits.slice(0, -6)}${fraction === "" ? "" : `.${fraction}`}`;
}

/** Dollars, with point or comma, as millionths of a dollar; null when it is no amount of at most six decimals. */
export function toMicros(dollars: string): number | null {
  const match = /^(\d{1,7})(?:[.,](\d{1,6}))?$/.exec(dollars.trim());
  if (!match) return null;
  const [, whole = "0", fraction = ""] = match;
  return Number(whole + fraction.padEnd(6, "0"));
}
