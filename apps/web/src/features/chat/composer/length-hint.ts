/** From this share of the limit on, the composer says how much is left. */
const nearFrom = 0.9;

/** How near a text is to the limit, and how many characters are left (negative: too many). */
export function lengthHint(length: number, limit: number): { level: "none" | "near" | "over"; left: number } {
  const left = limit - length;
  if (left < 0) return { level: "over", left };
  return { level: length >= limit * nearFrom ? "near" : "none", left };
}
