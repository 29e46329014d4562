import { describe } from "vitest";
import type { Bus } from "./bus.ts";
import { createMemoryBus } from "./memory-bus.ts";
import { type BusHarness, busContract, joinedBusContract } from "./testing/bus-contract.ts";
import { presenceContract } from "./testing/presence-contract.ts";
import { redisHarness } from "./testing/redis.ts";

/** The bus over NOTIFY has its tests in packages/api, where it meets the database. */
const redis = process.env.TEST_REDIS_URL ?? "";

async function memoryHarness(): Promise<BusHarness> {
  const bus: Bus<unknown> = createMemoryBus();
  return { open: async () => bus, [Symbol.asyncDispose]: async () => undefined };
}

busContract("memory", memoryHarness);
presenceContract("memory", memoryHarness);

describe.skipIf(redis === "")("on TEST_REDIS_URL", () => {
  busContract("Redis", () => redisHarness(redis));
  joinedBusContract("Redis", () => redisHarness(redis));
  presenceContract("Redis", () => redisHarness(redis));
});
