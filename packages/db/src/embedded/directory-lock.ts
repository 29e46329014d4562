import { randomUUID } from "node:crypto";
import { linkSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readLockRecord } from "./lock-record.ts";
import { isRunning, ownIdentity, type ProcessIdentity } from "./process-identity.ts";

export type LockRecord = ProcessIdentity & { readonly token: string };

/** Another process has the embedded database open; nothing was touched. */
export class DirectoryInUseError extends Error {
  override readonly name = "DirectoryInUseError";
}

export type DirectoryLock = { release(): void };

/** How often the holder renews the lock's time, and after how long without it a holder elsewhere counts as gone. */
const heartbeatMs = 5_000;
const foreignStaleMs = 60_000;

/** Taking a dead holder's lock takes milliseconds; a taker that died in the middle is overtaken after this long. */
const takeoverLimitMs = 5_000;

/**
 * Takes `directory` for this process alone, until `release` or the process's end.
 *
 * The lock is a file that names its holder. A holder that was killed is known by its process, so that the next start need
 * not wait; only a holder on another machine or in another container is judged by the lock's time.
 *
 * @throws {DirectoryInUseError} while another process has it, or this one already.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const file = path.join(directory, "lock");
  const record: LockRecord = { ...ownIdentity(), token: randomUUID() };
  while (!createExclusively(file, record)) {
    assertDead(file, directory);
    await takeAway(file, directory);
  }
  const heartbeat = setInterval(() => utimesSync(file, new Date(), new Date()), heartbeatMs);
  heartbeat.unref();
  return {
    release() {
      clearInterval(heartbeat);
      if (readLockRecord(file)?.token === record.token) rmSync(file, { force: true });
    },
  };
}

/** Makes the file with its whole content at once, or not at all when there is one. */
function createExclusively(file: string, record: LockRecord): boolean {
  const draft = `${file}.${record.token}`;
  writeFileSync(draft, `${JSON.stringify(record)}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function assertDead(file: string, directory: string): void {
  const holder = readLockRecord(file);
  if (!holder) return;
  const running = isRunning(holder);
  if (running === false) return;
  if (running === undefined && ageOf(file) > foreignStaleMs) return;
  const who = holder.pid === process.pid && running ? "this process" : `process ${holder.pid}`;
  const where =
    running === undefined ? ` on another machine or in another container (${holder.host.split(" ")[0]})` : "";
  throw new DirectoryInUseError(
    `The embedded database in ${directory} is in use by ${who}${where}. Stop it first, or set DATA_DIR to another ` +
      `directory; for several processes on one database, set DATABASE_URL to a PostgreSQL server.`,
  );
}

/** Removes a dead holder's lock, one process at a time, so that none removes the lock that another has just taken. */
async function takeAway(file: string, directory: string): Promise<void> {
  const marker = `${file}.takeover`;
  try {
    writeFileSync(marker, "", { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    if (ageOf(marker) > takeoverLimitMs) rmSync(marker, { force: true });
    await sleep(20);
    return;
  }
  try {
    // Looked at again: it may be a new holder's by now.
    assertDead(file, directory);
    rmSync(file, { force: true });
  } finally {
    rmSync(marker, { force: true });
  }
}

function ageOf(file: string): number {
  return Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
}
