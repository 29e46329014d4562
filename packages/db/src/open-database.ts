import { mkdir } from "node:fs/promises";
import type { Logger, Tracer } from "@causerie/core/server";
import { createDatabase, type Database } from "./database.ts";
import { createBackup } from "./embedded/backup.ts";
import { type ControlServer, serveControl } from "./embedded/control-server.ts";
import { createDirectory } from "./embedded/create-directory.ts";
import { lockDirectory } from "./embedded/directory-lock.ts";
import { assertRoom } from "./embedded/disk-room.ts";
import { type EmbeddedEngine, openEmbedded } from "./embedded/embedded.ts";
import { databaseDirectory } from "./embedded/paths.ts";
import type { Engine } from "./engine/engine.ts";
import { openPostgresql } from "./engine/postgresql.ts";
import { applyMigrations } from "./migrations/apply-migrations.ts";
import { type MigrationFile, readMigrations } from "./migrations/migration-files.ts";

/** Work that the command line may ask of the process that has the embedded database open; what it gives must be JSON. */
export type DatabaseCommands = Readonly<Record<string, (db: Database, args: unknown) => Promise<unknown>>>;

export type DatabaseOptions = {
  /** A PostgreSQL server; without one the database is embedded, under `dataDir`. */
  url?: string | undefined;
  dataDir: string;
  /** The most connections to a PostgreSQL server; 10 unless told. */
  poolSize?: number | undefined;
  /** What `runDatabaseCommand` of another process may ask of this one. */
  commands?: DatabaseCommands | undefined;
  logger: Logger;
  /** Told of each scope. */
  tracer?: Tracer | undefined;
};

/**
 * Opens the database that the options name, and brings it to the code's last migration.
 *
 * @throws {DirectoryInUseError} when another process has the embedded database open; nothing is touched.
 * @throws {DiskFullError} when there is no room for the embedded database; nothing is touched.
 * @throws {MigrationError} when the database and the migrations do not fit.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const migrations = await readMigrations();
  return options.url
    ? await openServer({ ...options, url: options.url }, migrations)
    : await openDirectory(options, migrations);
}

async function openServer(
  { url, poolSize = 10, logger, tracer }: DatabaseOptions & { url: string },
  migrations: readonly MigrationFile[],
): Promise<Database> {
  const engine = openPostgresql({ url, poolSize, logger });
  return await migrated(engine, migrations, { logger, tracer });
}

async function openDirectory(
  { dataDir, logger, tracer, commands = {} }: DatabaseOptions,
  migrations: readonly MigrationFile[],
): Promise<Database> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  assertRoom(dataDir);
  const lock = await lockDirectory(dataDir);
  try {
    const directory = databaseDirectory(dataDir);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await createDirectory(directory, logger);
    const engine = await openEmbedded({ directory, logger });
    const database = await migrated(engine, migrations, { logger, tracer });
    const control = await serve({ dataDir, logger, commands, engine, database }).catch(async (error: unknown) => {
      await database.close();
      throw error;
    });
    return {
      ...database,
      async close() {
        await control.close();
        await database.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function migrated(
  engine: Engine,
  migrations: readonly MigrationFile[],
  { logger, tracer }: Pick<DatabaseOptions, "logger" | "tracer">,
): Promise<Database> {
  try {
    await applyMigrations(engine, migrations, logger);
    return createDatabase(engine, migrations, tracer);
  } catch (error) {
    await engine.close();
    throw error;
  }
}

async function serve(options: {
  dataDir: string;
  logger: Logger;
  commands: DatabaseCommands;
  engine: EmbeddedEngine;
  database: Database;
}): Promise<ControlServer> {
  const { dataDir, logger, commands, engine, database } = options;
  const handlers = Object.entries(commands).map(
    ([name, command]) => [name, (args: unknown) => command(database, args)] as const,
  );
  return await serveControl({
    dataDir,
    logger,
    handlers: {
      ...Object.fromEntries(handlers),
      check: () => database.check(),
      backup: () => createBackup({ dataDir, snapshot: engine.snapshot }),
    },
  });
}
