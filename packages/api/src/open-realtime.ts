import { systemClock } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import { createNotifyTransport } from "@causerie/db";
import { type Bus, connectRedis, createMemoryBus, createNotifyBus, createRedisBus } from "@causerie/realtime";
import { type Limiters, memoryLimiters, redisLimiters } from "./rate-limits/limiters.ts";

/** What joins the processes of one installation. */
export type Realtime<Message> = { bus: Bus<Message>; limiters: Limiters; close(): Promise<void> };

/**
 * The bus and the limiters for what is there: Redis, else the PostgreSQL server's notifications with limits per process, else
 * this process alone (docs/decisions/011). Neither server need be up: it is joined as soon as it is.
 */
export async function openRealtime<Message>(options: {
  redisUrl: string | undefined;
  databaseUrl: string | undefined;
  log: Logger;
}): Promise<Realtime<Message>> {
  const { redisUrl, databaseUrl, log } = options;
  if (redisUrl) {
    let wasUp = true;
    const onConnection = (state: { up: true } | { up: false; reason: string }) => {
      if (state.up && !wasUp) log.info({}, "Redis is back");
      if (!state.up && wasUp) log.warn({ reason: state.reason }, "Redis is away: processes hear of each other late");
      wasUp = state.up;
    };
    const [bus, redis] = await Promise.all([
      createRedisBus<Message>({ url: redisUrl, onConnection }),
      connectRedis({ url: redisUrl }),
    ]);
    return {
      bus,
      limiters: redisLimiters({ redis, clock: systemClock }),
      async close() {
        await bus.close();
        await redis.close();
      },
    };
  }
  const bus = databaseUrl
    ? await createNotifyBus<Message>({ transport: createNotifyTransport({ url: databaseUrl, logger: log }) })
    : createMemoryBus<Message>();
  return { bus, limiters: memoryLimiters(systemClock), close: () => bus.close() };
}
