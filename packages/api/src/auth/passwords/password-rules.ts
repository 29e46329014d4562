import { AppError } from "@causerie/core";
import { commonPasswords } from "./common-passwords.data.ts";
import { normalizePassword } from "./password-text.ts";

/** What is known of an account and therefore no secret. */
export type AccountNames = { email: string; username: string };

/**
 * Refuses a password that an attacker would try first: one of the common ones in any case, a single character repeated,
 * or the account's own email or username. There are no rules of composition.
 *
 * @throws {AppError} PASSWORD_TOO_COMMON.
 */
export function assertUncommonPassword(password: string, names: AccountNames): void {
  const candidate = normalizePassword(password).toLowerCase();
  if (isCommon(candidate) || isOneCharacter(candidate) || isOneOf(candidate, names)) {
    throw new AppError("PASSWORD_TOO_COMMON", { message: "password is common or the account's own name" });
  }
}

/** One search in one string: a Set of the same entries would take twenty times the memory for a rare question. */
function isCommon(candidate: string): boolean {
  return !candidate.includes("\n") && commonPasswords.includes(`\n${candidate}\n`);
}

function isOneCharacter(candidate: string): boolean {
  return new Set(candidate).size === 1;
}

function isOneOf(candidate: string, { email, username }: AccountNames): boolean {
  const localPart = email.slice(0, email.lastIndexOf("@"));
  return [email, localPart, username].some((name) => normalizePassword(name).toLowerCase() === candidate);
}
