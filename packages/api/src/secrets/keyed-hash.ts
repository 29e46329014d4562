import { createHmac } from "node:crypto";
import { deriveKey, type KeyPurpose } from "../auth/tokens/derive-key.ts";

/**
 * What is kept of a secret that a person brings back: without AUTH_SECRET neither can it be found from the hash, nor a hash
 * made for a chosen secret. To look one up is safe in time: what the database compares is not the secret. It needs no
 * slowness, because the secrets are random.
 */
export type KeyedHash = (secret: string) => string;

/** HMAC-SHA-256 under the key for that purpose, as base64url. */
export function createKeyedHash(authSecret: string, purpose: KeyPurpose): KeyedHash {
  const key = deriveKey(authSecret, purpose);
  return (secret) => createHmac("sha256", key).update(secret).digest("base64url");
}
