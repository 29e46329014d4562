import { AppError, type AppErrorCode, systemClock } from "@causerie/core";
import { type Limiter, type Limiters, memoryLimiters } from "../rate-limits/limiters.ts";

/** How many wrong attempts are borne: `points` within `seconds`. */
export const defaultAttemptLimits = {
  account: { points: 10, seconds: 15 * 60 },
  /** Many people may share one address. */
  address: { points: 50, seconds: 15 * 60 },
} as const;

export type AttemptLimits = Record<keyof typeof defaultAttemptLimits, { points: number; seconds: number }>;

export type Attempts = {
  /**
   * Runs `work`, and counts it against the account and the address when it finds that what was tried is wrong. It is
   * counted before it runs, so that a hundred at once are no better than one after another.
   *
   * @param keys.account what was tried, whether or not such an account exists: both are refused alike.
   * @throws {AppError} RATE_LIMITED with `retryAfterSeconds`, without running `work`; and what `work` throws.
   */
  guard<T>(keys: { account: string; address: string }, work: () => Promise<T>): Promise<T>;
};

/** What tells someone who guesses that the guess was wrong, or right. */
const guesses: readonly AppErrorCode[] = ["INVALID_CREDENTIALS", "EMAIL_TAKEN", "TOTP_INVALID"];

export function createAttempts(
  limits: AttemptLimits = defaultAttemptLimits,
  makeLimiter: Limiters = memoryLimiters(systemClock),
): Attempts {
  const account = makeLimiter({ name: "attempts-account", ...limits.account });
  const address = makeLimiter({ name: "attempts-address", ...limits.address });
  return {
    async guard(keys, work) {
      await consume(address, keys.address);
      await consume(account, keys.account);
      try {
        const result = await work();
        await account.delete(keys.account);
        await address.reward(keys.address);
        return result;
      } catch (error) {
        if (!(error instanceof AppError && guesses.includes(error.code))) {
          await account.reward(keys.account);
          await address.reward(keys.address);
        }
        throw error;
      }
    },
  };
}

async function consume(limiter: Limiter, key: string): Promise<void> {
  const { allowed, msBeforeNext } = await limiter.consume(key);
  if (allowed) return;
  throw new AppError("RATE_LIMITED", {
    message: "too many wrong attempts",
    params: { retryAfterSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)) },
  });
}
