import { mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import { create } from "tar";

/** Beside the database's files in every backup: says what it is. */
export const manifestName = "causerie-backup.json";
export const backupFormat = 1;

/**
 * A consistent copy of the whole database, as a compressed tar file.
 *
 * The database waits only while its files are copied aside; it serves again while the copy is being compressed and sent.
 *
 * @param options.dataDir where there is room for the copy.
 * @param options.snapshot copies the files into a directory that it makes, at one instant.
 */
export async function createBackup(options: {
  dataDir: string;
  snapshot: (target: string) => Promise<void>;
}): Promise<Readable> {
  const workDir = await mkdtemp(path.join(options.dataDir, "backup-"));
  const cleanUp = () => rm(workDir, { recursive: true, force: true });
  try {
    await options.snapshot(path.join(workDir, "database"));
    const manifest = { format: backupFormat, createdAt: new Date().toISOString() };
    await writeFile(path.join(workDir, manifestName), `${JSON.stringify(manifest)}\n`);
  } catch (error) {
    await cleanUp();
    throw error;
  }
  const output = new PassThrough();
  const archive = create({ gzip: { level: 6 }, cwd: workDir, portable: true }, [manifestName, "database"]);
  // `pipeline` destroys `output` with the error that broke it, which is where the reader sees it.
  void pipeline(archive, output)
    .catch(() => undefined)
    .finally(cleanUp);
  return output;
}
