import { keyBeginning } from "../../api-keys/key-text.ts";
import type { Credentials } from "../../context.ts";

/** Of a key: whether it is a whole one is told where it is checked. */
const apiKey = /^[\w-]{1,200}$/;

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
  if (token === undefined) return { kind: "malformed" };
  return token.startsWith(keyBeginning) ? { kind: "api-key", secret: token } : { kind: "bearer", token };
}

/**
 * What both headers by which programs prove who they act for prove together, not yet checked. The same key in both is one.
 *
 * @param headers each as often as it was sent.
 * @returns `ambiguous` for a header that was sent twice, and for two that differ.
 */
export function readProgramHeaders(headers: {
  authorization: readonly string[];
  apiKey: readonly string[];
}): Credentials {
  if (headers.authorization.length > 1 || headers.apiKey.length > 1) return { kind: "ambiguous" };
  const [key] = headers.apiKey;
  const authorization = readAuthorization(headers.authorization[0]);
  if (key === undefined) return authorization;
  if (!apiKey.test(key)) return { kind: "malformed" };
  if (authorization.kind === "none") return { kind: "api-key", secret: key };
  return authorization.kind === "api-key" && authorization.secret === key ? authorization : { kind: "ambiguous" };
}
