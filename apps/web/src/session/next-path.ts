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
  if (url.pathname.startsWith("/api/") || url.pathname === "/sign-in" || url.pathname === "/register") return "/";
  return url.pathname + url.search + url.hash;
}

/** The address of the sign-in page that leads back to `path`. */
export function signInPath(path: string): `/sign-in?next=${string}` | "/sign-in" {
  return leadingBack("/sign-in", path);
}

/** The address of the registration page that leads back to `path`. */
export function registerPath(path: string): `/register?next=${string}` | "/register" {
  return leadingBack("/register", path);
}

/** Whether the path is where an invitation to a conversation leads. */
export function isInvitation(path: string): boolean {
  return path.startsWith("/join/");
}

function leadingBack<Page extends string>(page: Page, path: string): `${Page}?next=${string}` | Page {
  const next = safeNextPath(path);
  return next === "/" ? page : `${page}?next=${encodeURIComponent(next)}`;
}
