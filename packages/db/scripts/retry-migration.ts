// Lets the next start try a failed migration again.
import { silentLogger } from "@causerie/core/server";
import { lockDirectory } from "../src/embedded/directory-lock.ts";
import { openEmbedded } from "../src/embedded/embedded.ts";
import { databaseDirectory } from "../src/embedded/paths.ts";
import type { Engine } from "../src/engine/engine.ts";
import { openPostgresql } from "../src/engine/postgresql.ts";
import { forgetFailedMigrations } from "../src/migrations/migration-state.ts";
import { databaseUrl, dataDir, print, run } from "./command-line.ts";

async function withEngine(work: (engine: Engine) => Promise<void>): Promise<void> {
  if (databaseUrl) {
    const engine = openPostgresql({ url: databaseUrl, poolSize: 1, logger: silentLogger });
    return await work(engine).finally(engine.close);
  }
  const lock = await lockDirectory(dataDir);
  try {
    const engine = await openEmbedded({ directory: databaseDirectory(dataDir), logger: silentLogger });
    await work(engine).finally(engine.close);
  } finally {
    lock.release();
  }
}

await run(() =>
  withEngine(async (engine) => {
    const names = await forgetFailedMigrations(engine.query);
    print(names.length > 0 ? `The next start tries again: ${names.join(", ")}` : "No migration has failed.");
  }),
);
