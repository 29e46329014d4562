import { AppError } from "@causerie/core";
import { RateLimiterRes } from "rate-limiter-flexible";
import { type Limiters, memoryLimiters } from "./limiters.ts";

/**
 * How many calls are allowed: `points` within `seconds`, per user when signed in, else per address.
 *
 * `auth` is per address only and guards what costs a password hash; attempts per account are counted in the auth slice.
 */
export const defaultLimits = {
  default: { points: 600, seconds: 60 },
  auth: { points: 30, seconds: 60 },
  send: { points: 60, seconds: 60 },
  search: { points: 120, seconds: 60 },
  /** Whoever adds people learns who has an account: not many at a time. */
  invite: { points: 30, seconds: 60 },
} as const;

export type LimitName = keyof typeof defaultLimits | "none";
/** Those that differ from the usual. */
export type Limits = Partial<Record<keyof typeof defaultLimits, { points: number; seconds: number }>>;

/** The usual limits with `factor` times the calls; what guards a password's hash stays as it is. */
export function scaledLimits(factor: number): Limits {
  const scale = ({ points, seconds }: { points: number; seconds: number }) => ({ points: points * factor, seconds });
  const { default: usual, send, search } = defaultLimits;
  return { default: scale(usual), send: scale(send), search: scale(search) };
}

export type RateLimits = {
  /**
   * Counts one call.
   *
   * @throws {AppError} RATE_LIMITED with `retryAfterSeconds`; the call is not counted further.
   */
  consume(name: LimitName, caller: { address: string; userId?: string; path: string }): Promise<void>;
};

export function createRateLimits(limits: Limits = {}, makeLimiter: Limiters = memoryLimiters): RateLimits {
  const limiters = new Map(
    Object.entries({ ...defaultLimits, ...limits }).map(([name, limit]) => [name, makeLimiter({ name, ...limit })]),
  );
  return {
    async consume(name, caller) {
      const limiter = limiters.get(name);
      if (!limiter) return;
      try {
        await limiter.consume(caller.userId ?? caller.address);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        throw new AppError("RATE_LIMITED", {
          message: `limit ${name} reached on ${caller.path}`,
          params: { retryAfterSeconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)) },
        });
      }
    },
  };
}
