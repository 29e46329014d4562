import { AppError, type AppErrorCode, type Clock, newId } from "@causerie/core";
import { type Database, type Db, isUniqueViolation } from "@causerie/db";
import { insertAccount, type MeRow } from "./auth.repo.ts";
import { noPassword, type PasswordHasher } from "./passwords/password-hasher.ts";
import { assertUncommonPassword } from "./passwords/password-rules.ts";
import { usernameKey } from "./username.ts";

export type AccountInput = { email: string; username: string; trigram?: string | undefined; password: string };

/**
 * Makes an account. The hash is computed before the transaction (on the embedded database all others would wait for it)
 * and before it is known whether the names are free.
 *
 * @param input.password null: they sign in through the provider.
 * @param options.verified someone vouches for the email: the provider, an admin, or whoever has the machine.
 * @param options.reason names the work, for the database.
 * @param options.before runs first in the same transaction; what it throws prevents the account.
 * @throws {AppError} PASSWORD_TOO_COMMON, EMAIL_TAKEN, USERNAME_TAKEN, TRIGRAM_TAKEN.
 */
export async function createAccount(
  dependencies: { db: Database; hasher: PasswordHasher; clock: Clock },
  input: Omit<AccountInput, "password"> & { password: string | null },
  options: { role: "user" | "admin"; verified?: boolean; reason: string; before?: (db: Db) => Promise<void> },
): Promise<MeRow> {
  const { email, username, trigram = null, password } = input;
  if (password !== null) assertUncommonPassword(password, input);
  const passwordHash = password === null ? noPassword : await dependencies.hasher.hash(password);
  const createdAt = dependencies.clock.now();
  const account = {
    id: newId("user"),
    email,
    username,
    usernameKey: usernameKey(username),
    trigram,
    passwordHash,
    role: options.role,
    emailVerifiedAt: options.verified ? createdAt : null,
    createdAt,
  };
  return await namingTaken(() =>
    dependencies.db.asSystem(options.reason, async (db) => {
      await options.before?.(db);
      return await insertAccount(db, account);
    }),
  );
}

/** What each unique index of the table says when it refuses. */
const takenCodes = {
  users_email_key: "EMAIL_TAKEN",
  users_username_key_key: "USERNAME_TAKEN",
  users_trigram_key: "TRIGRAM_TAKEN",
} as const satisfies Record<string, AppErrorCode>;

/** Runs a transaction that writes an account's names; one that a unique index refuses becomes the error that says so. */
export async function namingTaken<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    for (const [index, code] of Object.entries(takenCodes)) {
      if (isUniqueViolation(cause, index)) throw new AppError(code, { message: `refused by ${index}`, cause });
    }
    throw cause;
  }
}
