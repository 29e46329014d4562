import { createHash } from "node:crypto";
import { isAppError } from "@causerie/core";
import { deriveKey } from "../auth/tokens/derive-key.ts";
import { createSealedText } from "../secrets/sealed-text.ts";

export type Opened = { ok: true; key: string } | { ok: false; reason: "another-secret" | "damaged" };

export type Sealer = {
  /**
   * Encrypts a provider's key.
   *
   * @param context what it belongs to: it opens with the same one alone, so that a row can't get another's key.
   * @returns `v1.SECRET.SEALED`, where SECRET tells which AUTH_SECRET opens it without telling anything of it.
   */
  seal(key: string, context: string): string;
  /** Never throws: that AUTH_SECRET was changed is something an admin must see, not an error. */
  open(sealed: string, context: string): Opened;
};

const version = "v1";

export function createSealer(authSecret: string): Sealer {
  const text = createSealedText(authSecret, "provider-keys");
  const secretId = createHash("sha256").update(deriveKey(authSecret, "provider-keys")).digest("base64url").slice(0, 8);
  return {
    seal: (key, context) => [version, secretId, text.seal(key, context)].join("."),
    open(sealed, context) {
      const [form, madeWith, content = ""] = sealed.split(".");
      if (form !== version) return { ok: false, reason: "damaged" };
      if (madeWith !== secretId) return { ok: false, reason: "another-secret" };
      try {
        return { ok: true, key: text.open(content, context) };
      } catch (error) {
        if (isAppError(error)) return { ok: false, reason: "damaged" };
        throw error;
      }
    },
  };
}
