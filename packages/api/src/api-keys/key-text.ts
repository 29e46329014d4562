import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

/** What every key begins with: whoever finds one in a log or a repository knows what it is and where it belongs. */
export const keyBeginning = "cs_live_";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const nameLength = 12;
/** 32 bytes in base 62. */
const secretLength = 43;
const checksumLength = 6;
const form = new RegExp(`^${keyBeginning}[0-9A-Za-z]{${nameLength}}_[0-9A-Za-z]{${secretLength + checksumLength}}$`);

/** `cs_live_<name>_<secret><checksum>`; what stands before the secret is the key's `prefix`. */
export function newKeyText(prefix: string = newKeyPrefix()): { prefix: string; text: string } {
  const body = `${prefix}_${base62(randomBytes(32), secretLength)}`;
  return { prefix, text: body + checksumOf(body) };
}

/** The prefix of a whole key; null for a text that no key of this server can be: cut off, mistyped, or something else. */
export function prefixOfKey(text: string): string | null {
  if (!form.test(text)) return null;
  const body = text.slice(0, -checksumLength);
  // No secret: the checksum only tells a broken key from a wrong one without asking the database.
  if (checksumOf(body) !== text.slice(-checksumLength)) return null;
  return text.slice(0, keyBeginning.length + nameLength);
}

function newKeyPrefix(): string {
  return keyBeginning + base62(randomBytes(9), nameLength).slice(-nameLength);
}

function checksumOf(body: string): string {
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return base62(checksum, checksumLength);
}

/** Big-endian, padded to `length`. */
function base62(bytes: Buffer, length: number): string {
  let rest = BigInt(`0x${bytes.toString("hex")}`);
  let text = "";
  for (; rest > 0n; rest /= 62n) text = alphabet.charAt(Number(rest % 62n)) + text;
  return text.padStart(length, "0");
}
