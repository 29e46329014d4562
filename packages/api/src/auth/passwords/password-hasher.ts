import { availableParallelism } from "node:os";
import { AppError } from "@causerie/core";
import { hashPassword, matchesPassword } from "./argon2id.ts";

/** What stands in the place of a hash where an account has no password: no password matches it. */
export const noPassword = "none";

export type PasswordHasher = {
  /** A PHC string to store. @throws {AppError} RATE_LIMITED when too many wait already. */
  hash(password: string): Promise<string>;
  /**
   * Whether the password is the stored one; with `null` it computes a hash as well and says no.
   *
   * @throws {AppError} RATE_LIMITED when too many wait already.
   */
  matches(password: string, stored: string | null): Promise<boolean>;
};

/**
 * Argon2id in bounded parallelism: each hash takes 19 MiB and a thread of libuv's four for some 40 ms, so a crowd at the
 * door must neither fill the memory nor keep files and names from being looked up.
 *
 * @param options.parallel hashes at once; by default one a core, at least two and at most three.
 * @param options.waiting hashes that may wait; more are refused, because who waits longer has given up.
 */
export function createPasswordHasher(options: { parallel?: number; waiting?: number } = {}): PasswordHasher {
  const parallel = options.parallel ?? Math.min(Math.max(availableParallelism(), 2), 3);
  const waiting = options.waiting ?? 100;
  const queue: (() => void)[] = [];
  let running = 0;

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running < parallel) running++;
    else if (queue.length < waiting) await new Promise<void>((resolve) => queue.push(resolve));
    else throw new AppError("RATE_LIMITED", { message: "password queue is full", params: { retryAfterSeconds: 5 } });
    try {
      return await work();
    } finally {
      // Whoever is next takes over this one's place.
      const next = queue.shift();
      if (next) next();
      else running--;
    }
  }

  return {
    hash: (password) => inTurn(() => hashPassword(password)),
    matches: (password, stored) => inTurn(() => matchesPassword(password, stored)),
  };
}
