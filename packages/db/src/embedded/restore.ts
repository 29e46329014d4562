import { mkdir, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { silentLogger } from "@causerie/core/server";
import { extract } from "tar";
import { readMigrations } from "../migrations/migration-files.ts";
import { pendingMigrations } from "../migrations/migration-state.ts";
import { backupFormat, manifestName } from "./backup.ts";
import { lockDirectory } from "./directory-lock.ts";
import { openEmbedded } from "./embedded.ts";
import { databaseDirectory } from "./paths.ts";

/** The backup can't be put in place; what was there before is untouched. */
export class RestoreError extends Error {
  override readonly name = "RestoreError";
}

/**
 * Puts a backup in place as the embedded database of `dataDir`.
 *
 * It is unpacked beside, opened and looked at first; only then does it take the place of what is there.
 *
 * @param options.replace allows a database to be there already; it is kept aside.
 * @returns where the database that was there is kept now.
 * @throws {RestoreError} for a file that is no backup, or when there is a database and `replace` is not set.
 * @throws {DirectoryInUseError} while a server runs.
 */
export async function restoreBackup(options: {
  file: string;
  dataDir: string;
  replace: boolean;
}): Promise<{ keptAside: string | undefined }> {
  const { dataDir } = options;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const lock = await lockDirectory(dataDir);
  try {
    const present = await hasDatabase(dataDir);
    if (present && !options.replace) {
      throw new RestoreError(
        `There is a database in ${dataDir} already. Add --replace to put the backup in its place; the present one is kept aside.`,
      );
    }
    const workDir = await mkdtemp(path.join(dataDir, "restore-"));
    try {
      await unpack(options.file, workDir);
      await look(path.join(workDir, "database"));
      const keptAside = present ? await moveAside(dataDir) : undefined;
      await rm(databaseDirectory(dataDir), { recursive: true, force: true });
      await rename(path.join(workDir, "database"), databaseDirectory(dataDir));
      return { keptAside };
    } finally {
      // An extraction that failed may still be writing.
      await rm(workDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    }
  } finally {
    lock.release();
  }
}

async function hasDatabase(dataDir: string): Promise<boolean> {
  const entries = await readdir(databaseDirectory(dataDir)).catch(() => []);
  return entries.length > 0;
}

async function unpack(file: string, target: string): Promise<void> {
  try {
    await extract({ file, cwd: target, strict: true });
    const manifest: unknown = JSON.parse(await readFile(path.join(target, manifestName), "utf8"));
    if (typeof manifest === "object" && manifest !== null && "format" in manifest && manifest.format === backupFormat) {
      return;
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RestoreError(`${file} is not a whole backup of Causerie: ${reason}`, { cause });
  }
  throw new RestoreError(`${file} was made by a newer version of Causerie.`);
}

/** Opens the unpacked database and compares its migrations with the code's. */
async function look(directory: string): Promise<void> {
  const engine = await openEmbedded({ directory, logger: silentLogger });
  try {
    await pendingMigrations(engine.query, await readMigrations());
  } finally {
    await engine.close();
  }
}

async function moveAside(dataDir: string): Promise<string> {
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, "-");
  const kept = path.join(dataDir, `database-before-restore-${stamp}`);
  await rename(databaseDirectory(dataDir), kept);
  return kept;
}
