import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const cipher = "aes-256-gcm";
const ivBytes = 12;
const authTagLength = 16;

/**
 * Seals text by AES-256-GCM: the nonce, new each time, then the tag, then what was sealed.
 *
 * @param key 32 bytes.
 * @param boundTo what it belongs to; it opens with the same one alone.
 */
export function seal(key: Buffer, text: string, boundTo = ""): Buffer {
  const iv = randomBytes(ivBytes);
  const sealing = createCipheriv(cipher, key, iv, { authTagLength }).setAAD(Buffer.from(boundTo));
  const sealed = Buffer.concat([sealing.update(text, "utf8"), sealing.final()]);
  return Buffer.concat([iv, sealing.getAuthTag(), sealed]);
}

/** The text again. @throws {Error} when it was not sealed with this key and for the same thing, or was changed. */
export function unseal(key: Buffer, sealed: Uint8Array, boundTo = ""): string {
  const opening = createDecipheriv(cipher, key, sealed.subarray(0, ivBytes), { authTagLength })
    .setAAD(Buffer.from(boundTo))
    .setAuthTag(sealed.subarray(ivBytes, ivBytes + authTagLength));
  return opening.update(sealed.subarray(ivBytes + authTagLength), undefined, "utf8") + opening.final("utf8");
}
