/** Up to this many seconds are counted in seconds, more in minutes. */
const longestInSeconds = 90;

/** How long to wait, in words that end a sentence: “in 12 seconds”, “in 15 minutes”. Null: not known. */
export function waitText(seconds: number, locale: string): string | null {
  if (!(seconds > 0)) return null;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "always" });
  if (seconds <= longestInSeconds) return format.format(Math.ceil(seconds), "second");
  return format.format(Math.ceil(seconds / 60), "minute");
}
