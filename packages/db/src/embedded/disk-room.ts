import { statfsSync } from "node:fs";

/**
 * What must be free for the embedded database to write, in bytes: room for what one transaction may add, and for the next
 * segments of its log (16 MB each). A log that finds no room ends PostgreSQL in the middle of its work, so it never comes to that.
 */
const neededBytes = 64 * 1024 * 1024;

/** There is no room on the disk for the embedded database to start; nothing was touched. */
export class DiskFullError extends Error {
  override readonly name = "DiskFullError";
}

/** Whether the disk of `directory` has less room than the embedded database needs to write. */
export function isDiskFull(directory: string): boolean {
  const { blocks, bavail, bsize } = statfsSync(directory);
  // Some file systems do not know their size.
  return blocks > 0 && bavail * bsize < neededBytes;
}

/** @throws {DiskFullError} when {@link isDiskFull}. */
export function assertRoom(directory: string): void {
  if (!isDiskFull(directory)) return;
  throw new DiskFullError(
    `The disk of DATA_DIR (${directory}) is full: make room, ${neededBytes / 1024 / 1024} MB at least, and start again. ` +
      "Nothing was changed.",
  );
}
