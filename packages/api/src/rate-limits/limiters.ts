import { createHash } from "node:crypto";
import type { Clock } from "@causerie/core";
import type { RedisConnection } from "@causerie/realtime";
import { RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";

/** Where a key stands in its window after a call was counted. */
export type Count = {
  allowed: boolean;
  /** How many more are allowed until the window ends. */
  remaining: number;
  msBeforeNext: number;
};

/** Counts calls by key. A key's window begins with its first call. */
export type Limiter = {
  consume(key: string): Promise<Count>;
  /** Takes one call back. */
  reward(key: string): Promise<void>;
  delete(key: string): Promise<void>;
};

/** Makes the limiter of that name: `points` within `seconds`. */
export type Limiters = (options: { name: string; points: number; seconds: number }) => Limiter;

/** Each process counts for itself, by the clock that a change of the wall clock does not move. */
export function memoryLimiters(clock: Pick<Clock, "monotonic">): Limiters {
  return ({ points, seconds }) => {
    /** In the order in which they end, because all are equally long. */
    const windows = new Map<string, { count: number; endsAt: number }>();

    function forgetEnded(now: number): void {
      for (const [key, { endsAt }] of windows) {
        if (endsAt > now) break;
        windows.delete(key);
      }
    }

    return {
      async consume(key) {
        const now = clock.monotonic();
        forgetEnded(now);
        const window = windows.get(key) ?? { count: 0, endsAt: now + seconds * 1000 };
        windows.set(key, window);
        window.count++;
        return {
          allowed: window.count <= points,
          remaining: Math.max(0, points - window.count),
          msBeforeNext: window.endsAt - now,
        };
      },
      async reward(key) {
        const window = windows.get(key);
        if (window) window.count--;
      },
      async delete(key) {
        windows.delete(key);
      },
    };
  };
}

/**
 * All processes count together, in Redis, whose own clock ends the windows. While it is away, or too slow, each counts for
 * itself: nobody is locked out, and the limits hold per process.
 *
 * @param options.prefix sets the keys of one installation apart from others on the same Redis.
 */
export function redisLimiters(options: { redis: RedisConnection; clock: Clock; prefix?: string }): Limiters {
  const { redis, prefix = "causerie:limit:" } = options;
  const ownLimiters = memoryLimiters(options.clock);
  // Just what the limiter asks of a client.
  const storeClient = {
    get isReady() {
      return redis.isUp;
    },
    eval: (script: string, command: { keys: string[]; arguments: string[] }) =>
      redis.run((client) => client.eval(script, command)),
    del: (key: string) => redis.run((client) => client.del(key)),
  };
  return (limit) => {
    const shared = new RateLimiterRedis({
      storeClient,
      useRedisPackage: true,
      rejectIfRedisNotReady: true,
      keyPrefix: prefix + limit.name,
      points: limit.points,
      duration: limit.seconds,
    });
    const own = ownLimiters(limit);
    const toCount = (allowed: boolean, { remainingPoints, msBeforeNext }: RateLimiterRes): Count => ({
      allowed,
      remaining: remainingPoints,
      msBeforeNext,
    });
    return {
      consume: (key) =>
        shared.consume(digest(key)).then(
          (result) => toCount(true, result),
          (error: unknown) => (error instanceof RateLimiterRes ? toCount(false, error) : own.consume(key)),
        ),
      async reward(key) {
        await shared.reward(digest(key)).catch(() => own.reward(key));
      },
      async delete(key) {
        await Promise.allSettled([shared.delete(digest(key)), own.delete(key)]);
      },
    };
  };
}

/** Emails and addresses do not belong into another server's keys. */
function digest(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}
