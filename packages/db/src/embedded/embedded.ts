import { constants } from "node:fs";
import { cp } from "node:fs/promises";
import type { Logger } from "@causerie/core/server";
import { PGlite } from "@electric-sql/pglite";
import { unaccent } from "@electric-sql/pglite/contrib/unaccent";
import pg from "pg";
import type { Engine } from "../engine/engine.ts";
import { createPoolEngine } from "../engine/pool-engine.ts";
import { ScopedClient } from "../engine/scoped-client.ts";
import { isDiskFull } from "./disk-room.ts";
import { EmbeddedStream } from "./embedded-stream.ts";
import { maintain } from "./maintenance.ts";

export type EmbeddedEngine = Engine & {
  /** Copies the files into `target`, which it makes, as they are at one instant. */
  snapshot(target: string): Promise<void>;
  /** The files of a database in memory, as a tar file. */
  image(): Promise<Blob>;
};

/**
 * How PostgreSQL is started in here.
 *
 * A quarter of the usual cache is enough, because what it misses is in the operating system's; it is 100 MB less at rest.
 * Every statement that recurs has its index, so planning it anew for each value only costs (search sets its own mode).
 * There is no use in switching fsync on: PGlite never passes it on to the host's files (docs/decisions/001).
 */
const startParams = [
  ...PGlite.defaultStartParams,
  ...["-c", "shared_buffers=32MB"],
  ...["-c", "plan_cache_mode=force_generic_plan"],
];

/** Where the files are (in memory without a directory), and what {@link EmbeddedEngine.image} made, to begin with. */
type EmbeddedFiles = { directory?: string; image?: Blob };

/**
 * PostgreSQL inside this process, behind the same driver as a server. Nothing but the directory's lock keeps a second process
 * from opening the same files, and then both write and rows are lost: take the lock first.
 */
export async function openEmbedded(options: EmbeddedFiles & { logger: Logger }): Promise<EmbeddedEngine> {
  const database = await startEmbedded(options);
  const engine = engineOf(database, options);
  return {
    ...engine,
    async close() {
      await engine.close();
      await database.close();
    },
  };
}

/** PostgreSQL itself, with no engine over it yet. */
export async function startEmbedded({ directory, image }: EmbeddedFiles): Promise<PGlite> {
  return await PGlite.create({
    ...(directory === undefined ? {} : { dataDir: directory }),
    ...(image === undefined ? {} : { loadDataDir: image }),
    extensions: { unaccent },
    startParams,
  });
}

/** The engine over a PostgreSQL that stays when the engine is closed; there may be one at a time. */
export function engineOf(database: PGlite, options: { directory?: string; logger: Logger }): EmbeddedEngine {
  const { directory } = options;
  // There is one session, so transactions take turns: whoever holds the pool's one connection is alone.
  const pool = new pg.Pool({
    Client: ScopedClient,
    max: 1,
    idleTimeoutMillis: 0,
    stream: () => new EmbeddedStream(database),
  });
  const engine = createPoolEngine({
    kind: "embedded",
    pool,
    logger: options.logger,
    ...(directory === undefined ? {} : { isFull: () => isDiskFull(directory) }),
  });
  const stopMaintenance = maintain({
    query: engine.query,
    isIdle: () => pool.idleCount === pool.totalCount && pool.waitingCount === 0,
    logger: options.logger,
  });

  return {
    ...engine,
    async snapshot(target) {
      if (directory === undefined) throw new Error("A database in memory has no files to copy");
      const connection = await pool.connect();
      try {
        await connection.query("checkpoint");
        // Nothing of PostgreSQL runs by itself in here: while the connection is ours, the files stand still.
        await cp(directory, target, { recursive: true, mode: constants.COPYFILE_FICLONE });
      } finally {
        connection.release();
      }
    },
    image: () => database.dumpDataDir("none"),
    async close() {
      stopMaintenance();
      await engine.close();
    },
  };
}
