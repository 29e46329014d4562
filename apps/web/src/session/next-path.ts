/**
 * Where to go after signing in, from an address that anyone can write: a path of this app, or `/`.
 *
 * Compared after the browser's own parsing, because `//host`, `/\host` and `/<tab>/host` lead elsewhere.
 */
export function safeNextPath(value: unknown): string {
  if (typeof value !== "string" || !value.startsWith("/") || value.length > 2000) return "/";
  const base = "http://app.invalid";
  const url = URL.parse(value, base);
  if (!url || url.origin !== base || url.pathname.startsWith("//")) return "/";
  if (url.pathname.startsWith("/api/") || url.pathname === "/sign-in") return "/";
  return url.pathname + url.search + url.hash;
}

/** The address of the sign-in page that leads back to `path`. */
export function signInPath(path: string): `/sign-in?next=${string}` | "/sign-in" {
  const next = safeNextPath(path);
  return next === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(next)}`;
}
