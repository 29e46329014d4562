import { randomInt, randomUUID } from "node:crypto";
import { createClient } from "redis";
import type { Bus } from "../bus.ts";
import { createRedisBus } from "../redis-bus.ts";
import type { BusHarness } from "./bus-contract.ts";

/** An address of the tests' Redis whose connections can be told from those of other tests: by the number of their database. */
export function redisOfOnesOwn(server: string): { url: string; cut(): Promise<void> } {
  const address = new URL(server);
  // Channels are the same in all of them, so that two tests with the same number only break each other's connections.
  const database = randomInt(1, 16);
  address.pathname = `/${database}`;
  return {
    url: address.href,
    async cut() {
      const client = createClient({ url: server });
      await client.connect();
      try {
        const connections = await client.clientList();
        for (const { id, db, name } of connections) {
          if (db === database && name === "causerie") await client.sendCommand(["CLIENT", "KILL", "ID", String(id)]);
        }
      } finally {
        client.destroy();
      }
    },
  };
}

/** Buses over the tests' Redis. */
export async function redisHarness(server: string): Promise<BusHarness & { cut: () => Promise<void> }> {
  const { url, cut } = redisOfOnesOwn(server);
  const prefix = `test:${randomUUID()}:`;
  const open: Bus<unknown>[] = [];
  return {
    async open() {
      const bus = await createRedisBus<unknown>({ url, prefix });
      open.push(bus);
      return bus;
    },
    cut,
    async [Symbol.asyncDispose]() {
      await Promise.all(open.map((bus) => bus.close()));
    },
  };
}
