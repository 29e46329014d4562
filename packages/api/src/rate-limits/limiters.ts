import { createHash } from "node:crypto";
import type { RedisConnection } from "@causerie/realtime";
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis } from "rate-limiter-flexible";

/** Counts calls by key; `consume` rejects with a `RateLimiterRes` once there were too many. */
export type Limiter = Pick<RateLimiterAbstract, "consume" | "reward" | "delete">;

/** Makes the limiter of that name: `points` within `seconds`. */
export type Limiters = (options: { name: string; points: number; seconds: number }) => Limiter;

/** Each process counts for itself. */
export const memoryLimiters: Limiters = ({ name, points, seconds }) =>
  new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });

/**
 * All processes count together, in Redis. While it is away, or too slow, each counts for itself: nobody is locked out, and
 * the limits hold per process.
 *
 * @param options.prefix sets the keys of one installation apart from others on the same Redis.
 */
export function redisLimiters(options: { redis: RedisConnection; prefix?: string }): Limiters {
  const { redis, prefix = "causerie:limit:" } = options;
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
    const limiter = new RateLimiterRedis({
      storeClient,
      useRedisPackage: true,
      rejectIfRedisNotReady: true,
      keyPrefix: prefix + limit.name,
      points: limit.points,
      duration: limit.seconds,
      insuranceLimiter: new RateLimiterMemory({ keyPrefix: limit.name, points: limit.points, duration: limit.seconds }),
    });
    return {
      consume: (key) => limiter.consume(digest(String(key))),
      reward: (key) => limiter.reward(digest(String(key))),
      delete: (key) => limiter.delete(digest(String(key))),
    };
  };
}

/** Emails and addresses do not belong into another server's keys. */
function digest(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}
