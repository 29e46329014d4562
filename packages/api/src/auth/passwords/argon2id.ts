import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { normalizePassword } from "./password-text.ts";

/** OWASP's parameters for argon2id: memory in KiB, passes, lanes. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 };
const saltBytes = 16;
const tagBytes = 32;
const phc = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{16,86})$/;

/** Hashes a password with a new salt; the result is a PHC string, which names its own parameters. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const tag = await derive(password, { ...cost, nonce: salt, tagLength: tagBytes });
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(salt)}$${base64(tag)}`;
}

/**
 * Whether `password` is the one that `stored` was made from.
 *
 * Without `stored` (nobody has that email) a hash is computed all the same, so that the answer takes as long.
 */
export async function matchesPassword(password: string, stored: string | null): Promise<boolean> {
  const [, memory, passes, parallelism, salt, tag] = phc.exec(stored ?? "") ?? [];
  if (!salt || !tag) {
    await hashPassword(password);
    return false;
  }
  const expected = Buffer.from(tag, "base64");
  const actual = await derive(password, {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    nonce: Buffer.from(salt, "base64"),
    tagLength: expected.length,
  });
  return timingSafeEqual(actual, expected);
}

function derive(password: string, parameters: Omit<Argon2Parameters, "message">): Promise<Buffer> {
  const message = Buffer.from(normalizePassword(password), "utf8");
  return new Promise((resolve, reject) => {
    argon2("argon2id", { ...parameters, message }, (error, tag) => (error ? reject(error) : resolve(tag)));
  });
}

/** PHC strings carry base64 without padding. */
function base64(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("=", "");
}
