import { randomUUID } from "node:crypto";
import { AppError, systemClock } from "@causerie/core";
import { connectRedis } from "@causerie/realtime";
import { afterAll, describe, expect, it } from "vitest";
import { type Limiters, memoryLimiters, redisLimiters } from "../rate-limits/limiters.ts";
import { createAttempts } from "./attempts.ts";

const limits = { account: { points: 3, seconds: 60 }, address: { points: 5, seconds: 60 } };
const wrong = () => Promise.reject(new AppError("INVALID_CREDENTIALS"));
const right = () => Promise.resolve("in");
const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "in",
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

/** Where wrong attempts can be counted; each call begins at nothing. */
const redisUrl = process.env.TEST_REDIS_URL;
const stores: [string, () => Limiters][] = [["memory", () => memoryLimiters(systemClock)]];
if (redisUrl) {
  const redis = await connectRedis({ url: redisUrl });
  afterAll(() => redis.close());
  stores.push(["Redis", () => redisLimiters({ redis, clock: systemClock, prefix: `test:${randomUUID()}:` })]);
}

describe.each(stores)("attempts in %s", (_name, fresh) => {
  it("refuses an account after its wrong passwords, from any address, and says how long", async () => {
    const attempts = createAttempts(limits, fresh());
    for (const address of ["a", "b", "c"]) await codeOf(attempts.guard({ account: "marie", address }, wrong));
    const refused = attempts.guard({ account: "marie", address: "d" }, right);
    await expect(refused).rejects.toMatchObject({ code: "RATE_LIMITED", params: { retryAfterSeconds: 60 } });
    expect(await codeOf(attempts.guard({ account: "pierre", address: "d" }, right))).toBe("in");
  });

  it("refuses an address after its wrong passwords, for any account", async () => {
    const attempts = createAttempts(limits, fresh());
    for (const account of ["a", "b", "c", "d", "e"]) await codeOf(attempts.guard({ account, address: "x" }, wrong));
    expect(await codeOf(attempts.guard({ account: "f", address: "x" }, right))).toBe("RATE_LIMITED");
    expect(await codeOf(attempts.guard({ account: "f", address: "y" }, right))).toBe("in");
  });

  it("lets no more through at once than one after another", async () => {
    const attempts = createAttempts(limits, fresh());
    const codes = await Promise.all(
      Array.from({ length: 20 }, (_, address) =>
        codeOf(attempts.guard({ account: "m", address: `${address}` }, wrong)),
      ),
    );
    expect(codes.filter((code) => code === "INVALID_CREDENTIALS")).toHaveLength(3);
  });

  it("forgets wrong passwords at the right one", async () => {
    const attempts = createAttempts(limits, fresh());
    const tries = [wrong, wrong, right, wrong, wrong, right];
    const codes = [];
    for (const work of tries) codes.push(await codeOf(attempts.guard({ account: "marie", address: "a" }, work)));
    expect(codes.at(-1)).toBe("in");
  });

  it("does not count the server's trouble", async () => {
    const attempts = createAttempts(limits, fresh());
    const busy = () => Promise.reject(new AppError("RATE_LIMITED"));
    for (let turn = 0; turn < 20; turn++) await codeOf(attempts.guard({ account: "marie", address: "a" }, busy));
    expect(await codeOf(attempts.guard({ account: "marie", address: "a" }, right))).toBe("in");
  });
});
