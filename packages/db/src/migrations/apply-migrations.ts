import type { Logger } from "@causerie/core/server";
import type { Engine } from "../engine/engine.ts";
import { type MigrationFile, migrationsDir } from "./migration-files.ts";
import { MigrationError, pendingMigrations } from "./migration-state.ts";
import { withSchemaEngine } from "./schema-engine.ts";

/**
 * Brings the database to the code's last migration; ten processes that start at once apply each once.
 *
 * When nothing is pending this costs two queries: neither the lock is taken nor the engine loaded.
 *
 * @throws {MigrationError} for what {@link pendingMigrations} refuses, and for a migration that fails now.
 */
export async function applyMigrations(engine: Engine, files: readonly MigrationFile[], logger: Logger): Promise<void> {
  if ((await pendingMigrations(engine.query, files)).length === 0) return;
  await engine.withMigrationLock(async () => {
    const pending = await pendingMigrations(engine.query, files);
    if (pending.length === 0) return;
    const started = performance.now();
    await applyAll(engine, files);
    const durationMs = Math.round(performance.now() - started);
    logger.info({ migrations: pending.map((file) => file.name), durationMs }, "migrations applied");
  });
}

async function applyAll(engine: Engine, files: readonly MigrationFile[]): Promise<void> {
  try {
    await withSchemaEngine({ adapter: engine.schemaEngineAdapter }, (schemaEngine) =>
      schemaEngine.applyMigrations({
        filters: { externalTables: [], externalEnums: [] },
        migrationsList: {
          baseDir: migrationsDir,
          lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
          shadowDbInitScript: "",
          migrationDirectories: files.map((file) => ({
            path: file.name,
            migrationFile: { path: "migration.sql", content: { tag: "ok", value: file.sql } },
          })),
        },
      }),
    );
  } catch (cause) {
    // The record that the failed migration left says more than the engine's error does.
    await pendingMigrations(engine.query, files);
    throw new MigrationError(`The database could not be migrated: ${describe(cause)}`, { cause });
  }
}

function describe(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
