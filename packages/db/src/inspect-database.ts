import { existsSync } from "node:fs";
import path from "node:path";
import { silentLogger } from "@causerie/core/server";
import pg from "pg";
import { callControl } from "./embedded/control-client.ts";
import { lockDirectory } from "./embedded/directory-lock.ts";
import { openEmbedded } from "./embedded/embedded.ts";
import { databaseDirectory } from "./embedded/paths.ts";
import type { Query } from "./engine/engine.ts";
import { readMigrations } from "./migrations/migration-files.ts";
import { pendingMigrations } from "./migrations/migration-state.ts";

/** What there is of a database; `pending` counts the migrations that the next start applies. */
export type DatabaseState =
  | { kind: "absent" }
  /** A running server has it open, and answered for it. */
  | { kind: "held" }
  | { kind: "readable"; version: string; pending: number };

const connectMs = 5_000;

/**
 * Looks at the database that the options name and changes nothing in it.
 *
 * @throws {DirectoryInUseError} when a process has the embedded database open that can't be asked; {MigrationError} when
 *   the database and the migrations do not fit; {ControlError} when it fails for the server that has it open; what the
 *   driver throws.
 */
export async function inspectDatabase(options: { url?: string | undefined; dataDir: string }): Promise<DatabaseState> {
  return options.url ? await inspectServer(options.url) : await inspectDirectory(options.dataDir);
}

async function inspectServer(url: string): Promise<DatabaseState> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectMs,
    query_timeout: connectMs,
    application_name: "causerie doctor",
  });
  // A connection that breaks between two queries would end the process otherwise; the next query rejects with it.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return await inspect(async (sql, parameters = []) => (await client.query(sql, [...parameters])).rows);
  } finally {
    await client.end();
  }
}

async function inspectDirectory(dataDir: string): Promise<DatabaseState> {
  const directory = databaseDirectory(dataDir);
  if (!existsSync(path.join(directory, "PG_VERSION"))) return { kind: "absent" };
  if ((await callControl(dataDir, { command: "check", args: null })).running) return { kind: "held" };
  const lock = await lockDirectory(dataDir);
  try {
    const engine = await openEmbedded({ directory, logger: silentLogger });
    return await inspect(engine.query).finally(engine.close);
  } finally {
    lock.release();
  }
}

async function inspect(query: Query): Promise<DatabaseState> {
  const [row] = await query<{ version: string }>("select current_setting('server_version') as version");
  const pending = await pendingMigrations(query, await readMigrations());
  return { kind: "readable", version: row?.version ?? "", pending: pending.length };
}
