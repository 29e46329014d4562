import type { Logger } from "@causerie/core/server";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { Engine } from "./engine.ts";
import { migrationAdapter } from "./migration-adapter.ts";

/** Names the lock under which one process migrates; any number that nothing else in the database uses. */
const migrationLock = 7_266_873_743n;

/** A pool of connections to a PostgreSQL server. */
export function openPostgresql(options: { url: string; poolSize: number; logger: Logger }): Engine {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    application_name: "causerie",
    connectionTimeoutMillis: 60_000,
    // Prisma's adapter writes times without their offset and reads every one as UTC.
    options: "-c TimeZone=UTC",
  });
  const adapter = new PrismaPg(pool, {
    onPoolError: (error) => options.logger.warn({ reason: error.message }, "an idle database connection was lost"),
  });

  return {
    kind: "postgresql",
    adapter,
    // Without parameters the driver sends the script whole, and PostgreSQL runs it as one transaction.
    migrationAdapter: migrationAdapter(adapter, async (connection, script) => {
      await connection.executeRaw({ sql: script, args: [], argTypes: [] });
    }),
    query: async (sql, parameters = []) => (await pool.query(sql, [...parameters])).rows,
    withMigrationLock: async (work) => {
      const client = await pool.connect();
      try {
        await client.query("select pg_advisory_lock($1)", [migrationLock]);
        try {
          return await work();
        } finally {
          await client.query("select pg_advisory_unlock($1)", [migrationLock]);
        }
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
}
