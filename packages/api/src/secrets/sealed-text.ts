import { AppError } from "@causerie/core";
import { deriveKey, type KeyPurpose } from "../auth/tokens/derive-key.ts";
import { seal, unseal } from "./seal.ts";

/** Text that a copy of the database must not give away. */
export type SealedText = {
  /** @param owner whose it is, e.g. a user's id: sealed text that was moved to another's row does not open. */
  seal(text: string, owner: string): string;
  /** @throws {AppError} INTERNAL when it was not sealed for that owner under this key. */
  open(sealed: string, owner: string): string;
};

/** Seals under the key for that purpose, as base64url. */
export function createSealedText(authSecret: string, purpose: KeyPurpose): SealedText {
  const key = deriveKey(authSecret, purpose);
  return {
    seal: (text, owner) => seal(key, text, owner).toString("base64url"),
    open(sealed, owner) {
      try {
        return unseal(key, Buffer.from(sealed, "base64url"), owner);
      } catch (cause) {
        throw new AppError("INTERNAL", {
          message: `what was sealed for ${purpose} does not open: AUTH_SECRET changed?`,
          cause,
        });
      }
    },
  };
}
