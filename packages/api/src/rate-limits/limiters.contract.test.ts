import { randomUUID } from "node:crypto";
import { systemClock } from "@causerie/core";
import { createTestClock } from "@causerie/core/testing";
import { connectRedis, type RedisConnection } from "@causerie/realtime";
import { redisOfOnesOwn } from "@causerie/realtime/testing";
import { afterAll, describe, expect, test, vi } from "vitest";
import { codeOf } from "../testing/index.ts";
import { type Limiters, memoryLimiters, redisLimiters } from "./limiters.ts";
import { createRateLimits, type RateLimitState, type RateLimits } from "./rate-limits.ts";

const limits = { send: { points: 3, seconds: 60 }, address: { points: 12, seconds: 60 } };
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

const codeOrOk = (rateLimits: RateLimits, userId: string) =>
  rateLimits.consume("default", { ...caller, userId }).then(
    () => "ok",
    () => "refused",
  );

function contract(name: string, store: () => Promise<Limiters>): void {
  describe(`limits in ${name}`, () => {
    test("refuse what is beyond them and say for how long", async () => {
      const rateLimits = createRateLimits(limits, await store());
      expect(await allowed(rateLimits)).toBe(3);
      const refused = rateLimits.consume("send", caller);
      await expect(refused).rejects.toMatchObject({ code: "RATE_LIMITED", params: { retryAfterSeconds: 60 } });
    });

    test("count a key by its own rate, beside its person's", async () => {
      const rateLimits = createRateLimits(limits, await store());
      const key = { id: "key_1", ratePerMinute: 2 };
      for (let turn = 0; turn < 2; turn++) await rateLimits.consume("default", { ...caller, key });
      expect(await codeOf(rateLimits.consume("default", { ...caller, key }))).toBe("RATE_LIMITED");
      await rateLimits.consume("default", { ...caller, key: { id: "key_2", ratePerMinute: 2 } });
      await rateLimits.consume("default", { ...caller, key: { id: "key_3", ratePerMinute: null } });
    });

    test("count all that come from one address, but not what is refused to one of them", async () => {
      const rateLimits = createRateLimits(limits, await store());
      await allowed(rateLimits);
      await allowed(rateLimits);
      const others = Array.from({ length: 12 }, (_, index) => codeOrOk(rateLimits, `usr_${index}`));
      expect((await Promise.all(others)).filter((code) => code === "ok")).toHaveLength(9);
      await rateLimits.consume("default", { ...caller, userId: "usr_new", address: "192.0.2.2" });
    });

    test("let a person whose number is their own send that much", async () => {
      const rateLimits = createRateLimits(limits, await store());
      const one = { ...caller, messagesPerMinute: 1 };
      await rateLimits.consume("send", one);
      expect(await codeOf(rateLimits.consume("send", one))).toBe("RATE_LIMITED");
      expect(await codeOf(rateLimits.consume("send", { ...one, userId: "usr_nobody", messagesPerMinute: 0 }))).toBe(
        "RATE_LIMITED",
      );
    });

    test("say where a caller stands with what is closest to refusing them, refused or not", async () => {
      const rateLimits = createRateLimits(limits, await store());
      const told: RateLimitState[] = [];
      const call = { ...caller, onRateLimit: (state: RateLimitState) => told.push(state) };
      for (let turn = 0; turn < 4; turn++) await rateLimits.consume("send", call).catch(() => undefined);
      expect(told).toEqual([2, 1, 0, 0].map((remaining) => ({ limit: 3, remaining, resetSeconds: 60 })));
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

contract("memory", async () => memoryLimiters(systemClock));

describe.skipIf(!redisUrl)("on TEST_REDIS_URL", () => {
  const url = redisUrl ?? "";
  contract("Redis", async () =>
    redisLimiters({ clock: systemClock, redis: await connect(url), prefix: `test:${randomUUID()}:` }),
  );

  test("two processes count together", async () => {
    const prefix = `test:${randomUUID()}:`;
    const one = createRateLimits(limits, redisLimiters({ clock: systemClock, redis: await connect(url), prefix }));
    const two = createRateLimits(limits, redisLimiters({ clock: systemClock, redis: await connect(url), prefix }));
    expect(await allowed(one, two)).toBe(3);
  });

  test("what was counted outlives a cut connection", async () => {
    const own = redisOfOnesOwn(url);
    const redis = await connect(own.url);
    const rateLimits = createRateLimits(
      limits,
      redisLimiters({ clock: systemClock, redis, prefix: `test:${randomUUID()}:` }),
    );
    await allowed(rateLimits);
    await own.cut();
    await expect.poll(() => redis.run((client) => client.ping()).catch(() => null)).toBe("PONG");
    expect(await codeOf(rateLimits.consume("send", caller))).toBe("RATE_LIMITED");
  });
});

describe("in memory, when the wall clock jumps", () => {
  test.each([
    ["years forward", 1e11],
    ["years back", -1e11],
  ])("%s, the gate neither opens nor stays closed", async (_name, jump) => {
    const clock = createTestClock();
    const rateLimits = createRateLimits(limits, memoryLimiters(clock));
    const wall = vi.spyOn(Date, "now");
    try {
      expect(await allowed(rateLimits)).toBe(3);
      wall.mockReturnValue(clock.now().getTime() + jump);
      clock.advance(59_000);
      const refused = rateLimits.consume("send", caller);
      await expect(refused).rejects.toMatchObject({ code: "RATE_LIMITED", params: { retryAfterSeconds: 1 } });
      clock.advance(1_000);
      await rateLimits.consume("send", caller);
    } finally {
      wall.mockRestore();
    }
  });
});

test("with Redis away each process counts for itself", async () => {
  // Nothing listens on this port.
  const redis = await connect("redis://127.0.0.1:1");
  expect(redis.isUp).toBe(false);
  const one = createRateLimits(limits, redisLimiters({ clock: systemClock, redis }));
  const two = createRateLimits(limits, redisLimiters({ clock: systemClock, redis }));
  expect(await allowed(one)).toBe(3);
  expect(await allowed(two)).toBe(3);
});
