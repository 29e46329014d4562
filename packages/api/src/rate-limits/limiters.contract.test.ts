import { randomUUID } from "node:crypto";
import { connectRedis, type RedisConnection } from "@causerie/realtime";
import { redisOfOnesOwn } from "@causerie/realtime/testing";
import { afterAll, describe, expect, test } from "vitest";
import { codeOf } from "../testing/index.ts";
import { type Limiters, memoryLimiters, redisLimiters } from "./limiters.ts";
import { createRateLimits } from "./rate-limits.ts";

const plenty = { points: 1_000, seconds: 60 };
const limits = { default: plenty, auth: plenty, send: { points: 3, seconds: 60 }, search: plenty };
const caller = { address: "192.0.2.1", userId: "usr_ann", path: "test" };

const redisUrl = process.env.TEST_REDIS_URL;
const open: RedisConnection[] = [];
afterAll(() => Promise.all(open.map((redis) => redis.close())));

async function connect(url: string): Promise<RedisConnection> {
  const redis = await connectRedis({ url });
  open.push(redis);
  return redis;
}

/** How many of ten calls are let through. */
async function allowed(...rateLimits: ReturnType<typeof createRateLimits>[]): Promise<number> {
  const calls = Array.from({ length: 10 }, (_, index) =>
    rateLimits[index % rateLimits.length]?.consume("send", caller),
  );
  return (await Promise.allSettled(calls)).filter(({ status }) => status === "fulfilled").length;
}

function contract(name: string, store: () => Promise<Limiters>): void {
  describe(`limits in ${name}`, () => {
    test("refuse what is beyond them and say for how long", async () => {
      const rateLimits = createRateLimits(limits, await store());
      expect(await allowed(rateLimits)).toBe(3);
      const refused = rateLimits.consume("send", caller);
      await expect(refused).rejects.toMatchObject({ code: "RATE_LIMITED", params: { retryAfterSeconds: 60 } });
    });

    test("count each person, and each limit, by itself", async () => {
      const rateLimits = createRateLimits(limits, await store());
      await allowed(rateLimits);
      await rateLimits.consume("send", { ...caller, userId: "usr_bob" });
      await rateLimits.consume("search", caller);
      expect(await codeOf(rateLimits.consume("send", caller))).toBe("RATE_LIMITED");
    });
  });
}

contract("memory", async () => memoryLimiters);

describe.skipIf(!redisUrl)("on TEST_REDIS_URL", () => {
  const url = redisUrl ?? "";
  contract("Redis", async () => redisLimiters({ redis: await connect(url), prefix: `test:${randomUUID()}:` }));

  test("two processes count together", async () => {
    const prefix = `test:${randomUUID()}:`;
    const one = createRateLimits(limits, redisLimiters({ redis: await connect(url), prefix }));
    const two = createRateLimits(limits, redisLimiters({ redis: await connect(url), prefix }));
    expect(await allowed(one, two)).toBe(3);
  });

  test("what was counted outlives a cut connection", async () => {
    const own = redisOfOnesOwn(url);
    const redis = await connect(own.url);
    const rateLimits = createRateLimits(limits, redisLimiters({ redis, prefix: `test:${randomUUID()}:` }));
    await allowed(rateLimits);
    await own.cut();
    await expect.poll(() => redis.run((client) => client.ping()).catch(() => null)).toBe("PONG");
    expect(await codeOf(rateLimits.consume("send", caller))).toBe("RATE_LIMITED");
  });
});

test("with Redis away each process counts for itself", async () => {
  // Nothing listens on this port.
  const redis = await connect("redis://127.0.0.1:1");
  expect(redis.isUp).toBe(false);
  const one = createRateLimits(limits, redisLimiters({ redis }));
  const two = createRateLimits(limits, redisLimiters({ redis }));
  expect(await allowed(one)).toBe(3);
  expect(await allowed(two)).toBe(3);
});
