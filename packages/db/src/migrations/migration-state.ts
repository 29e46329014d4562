import type { Query } from "../engine/engine.ts";
import type { MigrationFile } from "./migration-files.ts";

/** What stops a start, with what to do about it. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
}

type AppliedMigration = {
  migration_name: string;
  checksum: string;
  finished: boolean;
  rolled_back: boolean;
  logs: string | null;
};

async function readApplied(query: Query): Promise<AppliedMigration[]> {
  const [table] = await query<{ present: boolean }>(
    "select to_regclass('public._prisma_migrations') is not null as present",
  );
  if (!table?.present) return [];
  return await query<AppliedMigration>(
    `select migration_name, checksum, finished_at is not null as finished, rolled_back_at is not null as rolled_back, logs
       from public._prisma_migrations order by started_at`,
  );
}

/**
 * Compares the database's migrations with the code's, by one query.
 *
 * @returns the migrations that are still to be applied.
 * @throws {MigrationError} when the database is newer than the code, a migration failed, or one was edited since.
 */
export async function pendingMigrations(query: Query, files: readonly MigrationFile[]): Promise<MigrationFile[]> {
  const applied = (await readApplied(query)).filter((migration) => !migration.rolled_back);

  const failed = applied.find((migration) => !migration.finished);
  if (failed) {
    const reason = failed.logs?.trim().split("\n").slice(0, 12).join("\n");
    throw new MigrationError(
      `The migration ${failed.migration_name} failed and was undone. Put right what it names, run \`pnpm db:retry\` ` +
        `and start again, or go back to the previous version of Causerie.${reason ? `\n${reason}` : ""}`,
    );
  }

  const known = new Map(files.map((file) => [file.name, file]));
  const unknown = applied.filter((migration) => !known.has(migration.migration_name));
  if (unknown.length > 0) {
    throw new MigrationError(
      `The database is newer than this version of Causerie: it has the migration ` +
        `${unknown.map((migration) => migration.migration_name).join(", ")}, which this version does not know. ` +
        `Start the newer version, or restore a backup that was made before the upgrade.`,
    );
  }

  const edited = applied.find((migration) => known.get(migration.migration_name)?.checksum !== migration.checksum);
  if (edited) {
    throw new MigrationError(
      `The migration ${edited.migration_name} was changed after this database had applied it. ` +
        `Restore prisma/migrations/${edited.migration_name}/migration.sql as it was, and write a new migration instead ` +
        `(\`pnpm db:migration NAME\`).`,
    );
  }

  const done = new Set(applied.map((migration) => migration.migration_name));
  return files.filter((file) => !done.has(file.name));
}

/**
 * Marks failed migrations as undone, so that the next start tries them again. Nothing of them is in the database: each
 * script runs in one transaction.
 *
 * @returns their names.
 */
export async function forgetFailedMigrations(query: Query): Promise<string[]> {
  const rows = await query<{ migration_name: string }>(
    `update public._prisma_migrations set rolled_back_at = now()
      where finished_at is null and rolled_back_at is null returning migration_name`,
  );
  return rows.map((row) => row.migration_name);
}
