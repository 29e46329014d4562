import type { Credentials } from "@causerie/api";
import { decode } from "next-auth/jwt";

/** A session ends when it was not used for this long; using it begins the time anew. */
export const sessionMaxAgeSeconds = 30 * 24 * 60 * 60;

/** What seals a cookie, and whether it only travels over TLS. */
export type SessionCookieOptions = { secret: string; secure: boolean };

/** Over TLS the prefix makes browsers refuse a cookie of that name from a subdomain or another path. */
export function sessionCookieName(secure: boolean): string {
  return secure ? "__Host-causerie.session" : "causerie.session";
}

/**
 * What a request's `Cookie` header proves, as far as a cookie can: that this server sealed it for that user, at that
 * session version, and that it has not expired. Whether the user still exists is the database's to say.
 *
 * No cookie, or one that has expired, is `none`; anything else that is not one good cookie is `malformed`.
 */
export async function readSessionCookie(
  cookieHeader: string | null | undefined,
  { secret, secure }: SessionCookieOptions,
): Promise<Credentials> {
  const values = cookieValues(cookieHeader ?? "", sessionCookieName(secure));
  const [value] = values;
  if (value === undefined) return { kind: "none" };
  // Two cookies of one name come from two paths or hosts; which of them is ours can't be told.
  if (values.length > 1) return { kind: "malformed" };
  try {
    const claims = await decode({ token: decodeURIComponent(value), secret });
    if (typeof claims?.exp !== "number") return { kind: "malformed" };
    const { sub, ver, pat } = claims;
    if (typeof sub !== "string" || sub === "" || !Number.isSafeInteger(ver)) return { kind: "malformed" };
    const proven = typeof pat === "number" && Number.isSafeInteger(pat) && { provenAt: new Date(pat * 1000) };
    return { kind: "session", userId: sub, sessionVersion: Number(ver), ...proven };
  } catch (error) {
    return { kind: hasExpired(error) ? "none" : "malformed" };
  }
}

function cookieValues(header: string, name: string): string[] {
  return header
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
    .filter((value) => value !== "");
}

/** jose, which next-auth decrypts with, names its errors by a code. */
function hasExpired(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_JWT_EXPIRED";
}
