import { hkdfSync } from "node:crypto";

/** What a key is for. One key never serves two purposes: a cookie must not pass as a token, nor the other way. */
export type KeyPurpose =
  | "access-token"
  | "session-cookie"
  | "setup-link"
  | "links"
  | "api-key"
  | "second-factor"
  | "recovery-code"
  | "mailed-link"
  | "provider-keys"
  | "idempotency";

/**
 * The key for one purpose, made from `AUTH_SECRET` by HKDF-SHA-256 (RFC 5869).
 *
 * @param authSecret at least 32 characters.
 * @returns 32 bytes, always the same for the same secret and purpose.
 */
export function deriveKey(authSecret: string, purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync("sha256", authSecret, "", `causerie/v1/${purpose}`, 32));
}
