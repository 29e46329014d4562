import { randomInt } from "node:crypto";

/** How many a person is given. */
const recoveryCodeCount = 10;
/** No letters that are read as another or as a digit. Ten of these 32 are 50 bits: out of reach of ten tries in 15 minutes. */
const alphabet = "abcdefghjkmnpqrstuvwxyz023456789";
const half = 5;

/** Ten new codes as people write them down: `k3m9x-q7w2p`. */
export function newRecoveryCodes(): string[] {
  const part = () => Array.from({ length: half }, () => alphabet[randomInt(alphabet.length)]).join("");
  return Array.from({ length: recoveryCodeCount }, () => `${part()}-${part()}`);
}

/** What was typed, as it is hashed; whatever is no recovery code is none of anyone's. */
export function canonicalRecoveryCode(typed: string): string {
  return typed.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}
