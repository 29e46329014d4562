import type { Logger } from "@causerie/core/server";
import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import type { Engine } from "./engine.ts";
import { schemaEngineAdapter } from "./schema-engine-adapter.ts";
import { createStatementNames } from "./statement-names.ts";

/** Names the lock under which one process migrates; any number that nothing else in the database uses. */
const migrationLock = "7266873743";

/** The engine over a pool of connections; with one connection, the embedded database. */
export function createPoolEngine(options: {
  kind: Engine["kind"];
  pool: pg.Pool;
  logger: Logger;
  /** A server looks after its own disk. */
  isFull?: () => boolean;
}): Engine {
  const { kind, pool, logger, isFull = () => false } = options;
  // From the start, not only once Prisma uses the pool: an error that nobody hears would end the process.
  pool.on("error", (error) => logger.warn({ reason: error.message }, "an idle database connection was lost"));
  const adapter = new PrismaPg(pool, { statementNameGenerator: createStatementNames() });
  return {
    kind,
    adapter,
    isFull,
    schemaEngineAdapter: schemaEngineAdapter(pool),
    query: async (sql, parameters = []) => (await pool.query(sql, [...parameters])).rows,
    async withMigrationLock(work) {
      // The embedded database's one connection is needed for the work; its directory's lock has excluded everyone else.
      if (kind === "embedded") return await work();
      const client = await pool.connect();
      // The query that is under way, or the next one, rejects with it.
      client.on("error", (error) => logger.warn({ reason: error.message }, "the connection that migrates was lost"));
      try {
        await client.query("select pg_advisory_lock($1)", [migrationLock]);
        return await work();
      } finally {
        // Closing the connection gives the lock free, also when it is broken.
        client.release(true);
      }
    },
    pool: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  };
}
