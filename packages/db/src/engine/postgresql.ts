import type { Logger } from "@causerie/core/server";
import pg from "pg";
import type { Engine } from "./engine.ts";
import { createPoolEngine } from "./pool-engine.ts";
import { ScopedClient } from "./scoped-client.ts";

/** A pool of connections to a PostgreSQL server. */
export function openPostgresql(options: { url: string; poolSize: number; logger: Logger }): Engine {
  const pool = new pg.Pool({
    Client: ScopedClient,
    connectionString: options.url,
    max: options.poolSize,
    application_name: "causerie",
    connectionTimeoutMillis: 60_000,
  });
  return createPoolEngine({ kind: "postgresql", pool, logger: options.logger });
}
