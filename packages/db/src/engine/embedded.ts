import { PGlite } from "@electric-sql/pglite";
import { btree_gin } from "@electric-sql/pglite/contrib/btree_gin";
import { unaccent } from "@electric-sql/pglite/contrib/unaccent";
import { DriverAdapterError } from "@prisma/driver-adapter-utils";
import { PrismaPGlite } from "pglite-prisma-adapter";
import type { Engine } from "./engine.ts";
import { migrationAdapter } from "./migration-adapter.ts";

/**
 * PostgreSQL inside this process.
 *
 * @param options.directory where its files are; in memory without one.
 * @param options.image a copy that {@link Engine.backup} made, to begin with.
 */
export async function openEmbedded(options: { directory?: string; image?: Blob }): Promise<Engine> {
  const database = await PGlite.create({
    ...(options.directory === undefined ? {} : { dataDir: options.directory }),
    ...(options.image === undefined ? {} : { loadDataDir: options.image }),
    extensions: { btree_gin, unaccent },
  });
  const adapter = new PrismaPGlite(database);

  return {
    kind: "embedded",
    adapter,
    migrationAdapter: migrationAdapter(adapter, async (_connection, script) => {
      try {
        await database.exec(script);
      } catch (cause) {
        throw new DriverAdapterError({
          kind: "postgres",
          code: "XX000",
          severity: "ERROR",
          message: cause instanceof Error ? cause.message : String(cause),
          detail: undefined,
          column: undefined,
          hint: undefined,
        });
      }
    }),
    query: async <Row extends object>(sql: string, parameters: readonly unknown[] = []) =>
      (await database.query<Row>(sql, [...parameters])).rows,
    withMigrationLock: (work) => work(),
    backup: ({ compressed }) => database.dumpDataDir(compressed ? "gzip" : "none"),
    close: () => database.close(),
  };
}
