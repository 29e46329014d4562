import { statfs } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { getHeapStatistics } from "node:v8";
import type { Database } from "@causerie/db";
import type { AppBus } from "../chat/conversation-events.ts";
import type { RunEngine } from "../chat/run-engine.ts";
import { readCodeVersion } from "./code-version.ts";
import { watchEventLoop } from "./event-loop.ts";
import { createRollCall } from "./roll-call.ts";
import * as repo from "./system.repo.ts";
import type { ProcessFacts, SystemStatus } from "./system.schema.ts";

export type SystemService = Awaited<ReturnType<typeof createSystemService>>;

/** How long other processes have to say that they are there. */
const rollCallMs = 300;
const root = path.join(import.meta.dirname, "../../../..");

/** How this installation is. */
export async function createSystemService(deps: {
  db: Database;
  bus: AppBus;
  runs: Pick<RunEngine, "counts">;
  processId: string;
  dataDirectory: string;
}) {
  const { db, runs, processId } = deps;
  const code = await readCodeVersion(root);
  const eventLoop = watchEventLoop();
  const startedAt = new Date(Date.now() - process.uptime() * 1000).toISOString();

  function facts(): ProcessFacts {
    const { rss, heapUsed } = process.memoryUsage();
    return {
      processId,
      pid: process.pid,
      host: hostname(),
      ...code,
      node: process.versions.node,
      startedAt,
      memory: { rss, heapUsed, heapLimit: getHeapStatistics().heap_size_limit },
      eventLoop: eventLoop.read(),
      runs: runs.counts(),
      pool: db.pool(),
    };
  }
  const rollCall = await createRollCall({ bus: deps.bus, facts });

  return {
    async status(): Promise<SystemStatus> {
      const [state, queue, processes, disk] = await Promise.all([
        db.status().catch(() => null),
        db.asSystem("system: count what is under way", repo.readQueue).catch(() => null),
        rollCall.ask(rollCallMs),
        statfs(deps.dataDirectory).catch(() => null),
      ]);
      return {
        database: { engine: db.engine, state },
        queue,
        processes,
        disk: disk && { freeBytes: disk.bavail * disk.bsize, totalBytes: disk.blocks * disk.bsize },
      };
    },
    close() {
      rollCall.close();
      eventLoop.close();
    },
  };
}
