import type { Credentials } from "../../context.ts";

/** One token as RFC 6750 writes it; longer than any that was given out is none. */
const bearer = /^Bearer +([A-Za-z0-9\-._~+/]{1,4096}=*) *$/i;

/**
 * What a request's `Authorization` header proves, not yet checked.
 *
 * @returns `malformed` for anything but one well-formed bearer token, so that a request whose proof is broken is refused
 *   rather than taken for a visitor's.
 */
export function readAuthorization(header: string | null | undefined): Credentials {
  if (header === null || header === undefined) return { kind: "none" };
  const token = bearer.exec(header)?.[1];
  return token === undefined ? { kind: "malformed" } : { kind: "bearer", token };
}
