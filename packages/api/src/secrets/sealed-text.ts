import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { AppError } from "@causerie/core";
import { deriveKey, type KeyPurpose } from "../auth/tokens/derive-key.ts";

const cipher = "aes-256-gcm";
const ivBytes = 12;
const tagBytes = 16;

/** Text that a copy of the database must not give away. */
export type SealedText = {
  /** @param owner whose it is, e.g. a user's id: sealed text that was moved to another's row does not open. */
  seal(text: string, owner: string): string;
  /** @throws {AppError} INTERNAL when it was not sealed for that owner under this key. */
  open(sealed: string, owner: string): string;
};

/** Seals by AES-256-GCM under the key for that purpose; each time with a new nonce, in front of the result (base64url). */
export function createSealedText(authSecret: string, purpose: KeyPurpose): SealedText {
  const key = deriveKey(authSecret, purpose);
  return {
    seal(text, owner) {
      const iv = randomBytes(ivBytes);
      const sealing = createCipheriv(cipher, key, iv).setAAD(Buffer.from(owner));
      const sealed = Buffer.concat([sealing.update(text, "utf8"), sealing.final()]);
      return Buffer.concat([iv, sealing.getAuthTag(), sealed]).toString("base64url");
    },
    open(sealed, owner) {
      const bytes = Buffer.from(sealed, "base64url");
      try {
        const opening = createDecipheriv(cipher, key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
          .setAAD(Buffer.from(owner))
          .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
        return opening.update(bytes.subarray(ivBytes + tagBytes), undefined, "utf8") + opening.final("utf8");
      } catch (cause) {
        throw new AppError("INTERNAL", {
          message: `what was sealed for ${purpose} does not open: AUTH_SECRET changed?`,
          cause,
        });
      }
    },
  };
}
