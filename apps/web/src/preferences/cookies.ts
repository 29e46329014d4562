/** What the browser remembers for pages that are drawn before anyone has signed in. None of it is secret. */
export const preferenceCookies = {
  locale: "causerie.locale",
  theme: "causerie.theme",
  timeZone: "causerie.time-zone",
  /** `collapsed`, or absent. */
  sidebar: "causerie.sidebar",
} as const;

const oneYearSeconds = 365 * 24 * 60 * 60;

/** Keeps a preference in this browser for a year; null forgets it. */
export function writePreference(name: keyof typeof preferenceCookies, value: string | null): void {
  const age = value === null ? 0 : oneYearSeconds;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in all browsers that Next supports
  document.cookie = `${preferenceCookies[name]}=${encodeURIComponent(value ?? "")}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
}

/** What this browser remembers, or undefined. */
export function readPreference(name: keyof typeof preferenceCookies): string | undefined {
  const prefix = `${preferenceCookies[name]}=`;
  const entry = document.cookie.split("; ").find((cookie) => cookie.startsWith(prefix));
  return entry === undefined ? undefined : decodeURIComponent(entry.slice(prefix.length));
}
