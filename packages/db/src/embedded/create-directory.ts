import { execFile } from "node:child_process";
import { access } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import type { Logger } from "@causerie/core/server";

/**
 * Creates and migrates the embedded database's files where there are none, in a process of its own.
 *
 * Creating a cluster and loading the schema engine take some 300 MB that a process never gives back, unless it ends.
 * When it fails, nothing is said here: whoever opens the directory next meets the same trouble and names it.
 */
export async function createDirectory(directory: string, logger: Logger): Promise<void> {
  const exists = await access(path.join(directory, "PG_VERSION")).then(
    () => true,
    () => false,
  );
  if (exists) return;
  const started = performance.now();
  try {
    await promisify(execFile)(process.execPath, [path.join(import.meta.dirname, "create-main.ts"), directory]);
    logger.info({ durationMs: Math.round(performance.now() - started) }, "database created");
  } catch (error) {
    logger.warn({ err: error }, "database could not be created in a process of its own");
  }
}
