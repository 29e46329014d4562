import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { deriveKey } from "../auth/tokens/derive-key.ts";

export type Opened = { ok: true; key: string } | { ok: false; reason: "another-secret" | "damaged" };

export type Sealer = {
  /**
   * Encrypts a key with AES-256-GCM.
   *
   * @param context what it belongs to: it can be opened with the same one alone, so that a row can't get another's key.
   * @returns `v1.SECRET.NONCE.DATA`, where SECRET tells which AUTH_SECRET it takes without telling anything of it.
   */
  seal(key: string, context: string): string;
  open(sealed: string, context: string): Opened;
};

const version = "v1";
const nonceBytes = 12;
const tagBytes = 16;

export function createSealer(authSecret: string): Sealer {
  const secret = deriveKey(authSecret, "provider-keys");
  const secretId = createHash("sha256").update(secret).digest("base64url").slice(0, 8);
  return {
    seal(key, context) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", secret, nonce, { authTagLength: tagBytes });
      cipher.setAAD(Buffer.from(context));
      const data = Buffer.concat([cipher.update(key, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return [version, secretId, nonce.toString("base64url"), data.toString("base64url")].join(".");
    },
    open(sealed, context) {
      const [form, madeWith, nonce = "", text = ""] = sealed.split(".");
      if (form !== version) return { ok: false, reason: "damaged" };
      if (madeWith !== secretId) return { ok: false, reason: "another-secret" };
      try {
        const data = Buffer.from(text, "base64url");
        const options = { authTagLength: tagBytes };
        const decipher = createDecipheriv("aes-256-gcm", secret, Buffer.from(nonce, "base64url"), options);
        decipher.setAAD(Buffer.from(context));
        decipher.setAuthTag(data.subarray(-tagBytes));
        const plain = [decipher.update(data.subarray(0, -tagBytes)), decipher.final()];
        return { ok: true, key: Buffer.concat(plain).toString("utf8") };
      } catch {
        return { ok: false, reason: "damaged" };
      }
    },
  };
}
