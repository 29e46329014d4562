import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Logger } from "@causerie/core/server";
import { createDatabase, type Database } from "./database.ts";
import { openEmbedded } from "./engine/embedded.ts";
import { openPostgresql } from "./engine/postgresql.ts";
import { applyMigrations } from "./migrations/apply-migrations.ts";
import { readMigrations } from "./migrations/migration-files.ts";

export type DatabaseOptions = {
  /** A PostgreSQL server; without one the database is embedded, under `dataDir`. */
  url?: string | undefined;
  dataDir: string;
  /** The most connections to a PostgreSQL server; 10 unless told. */
  poolSize?: number | undefined;
  logger: Logger;
};

/** Opens the database that the options name, and brings it to the code's last migration. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { logger } = options;
  const migrations = await readMigrations();
  const engine = options.url
    ? openPostgresql({ url: options.url, poolSize: options.poolSize ?? 10, logger })
    : await openDirectory(options.dataDir);
  try {
    await applyMigrations(engine, migrations, logger);
    return createDatabase(engine, migrations);
  } catch (error) {
    await engine.close();
    throw error;
  }
}

async function openDirectory(dataDir: string) {
  const directory = path.join(dataDir, "database");
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return await openEmbedded({ directory });
}
