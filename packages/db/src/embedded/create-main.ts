import { silentLogger } from "@causerie/core/server";
import { applyMigrations } from "../migrations/apply-migrations.ts";
import { readMigrations } from "../migrations/migration-files.ts";
import { openEmbedded } from "./embedded.ts";

/** Makes the database in the folder that it is given; see `create-directory.ts`, which runs it. */
const [, , directory = ""] = process.argv;
const engine = await openEmbedded({ directory, logger: silentLogger });
await applyMigrations(engine, await readMigrations(), silentLogger);
await engine.close();
// The driver keeps a timer for ten more seconds.
process.exit(0);
