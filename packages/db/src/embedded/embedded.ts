import { constants } from "node:fs";
import { cp } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import { btree_gin } from "@electric-sql/pglite/contrib/btree_gin";
import { unaccent } from "@electric-sql/pglite/contrib/unaccent";
import { DriverAdapterError } from "@prisma/driver-adapter-utils";
import { PrismaPGlite } from "pglite-prisma-adapter";
import type { Engine } from "../engine/engine.ts";
import { migrationAdapter } from "../engine/migration-adapter.ts";

export type EmbeddedEngine = Engine & {
  /** Copies the files into `target`, which it makes, as they are at one instant. */
  snapshot(target: string): Promise<void>;
  /** The files of a database in memory, as a tar file. */
  image(): Promise<Blob>;
};

/**
 * PostgreSQL inside this process. Nothing but the directory's lock keeps a second process from opening the same files, and
 * then both write and rows are lost: take the lock first.
 *
 * @param options.directory where its files are; in memory without one.
 * @param options.image what {@link EmbeddedEngine.image} made, to begin with.
 */
export async function openEmbedded(options: { directory?: string; image?: Blob }): Promise<EmbeddedEngine> {
  const { directory } = options;
  const database = await PGlite.create({
    ...(directory === undefined ? {} : { dataDir: directory }),
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
    async snapshot(target) {
      if (directory === undefined) throw new Error("A database in memory has no files to copy");
      await database.exec("checkpoint");
      // Inside a transaction nothing else runs, and nothing of PostgreSQL runs by itself: the files stand still.
      await database.transaction(() => cp(directory, target, { recursive: true, mode: constants.COPYFILE_FICLONE }));
    },
    image: () => database.dumpDataDir("none"),
    close: () => database.close(),
  };
}
