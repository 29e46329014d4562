import { createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { silentLogger } from "@causerie/core/server";
import { list } from "tar";
import { createBackup, manifestName } from "./embedded/backup.ts";
import { callControl } from "./embedded/control-client.ts";
import { lockDirectory } from "./embedded/directory-lock.ts";
import { openEmbedded } from "./embedded/embedded.ts";
import { databaseDirectory } from "./embedded/paths.ts";

/**
 * Writes a consistent copy of the embedded database of `dataDir` into `file`, also while a server runs.
 *
 * The file appears under its name only when it is whole and was read once from end to end.
 */
export async function backUp(options: { dataDir: string; file: string }): Promise<void> {
  const { dataDir, file } = options;
  const partial = `${file}.partial`;
  try {
    const answer = await callControl(dataDir, { command: "backup", args: null });
    if (answer.running && "bytes" in answer) await write(answer.bytes, partial);
    else await withStoppedDatabase(dataDir, (copy) => write(copy, partial));
    await assertWhole(partial);
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
}

async function write(copy: Readable, file: string): Promise<void> {
  // It holds everybody's conversations.
  await pipeline(copy, createWriteStream(file, { mode: 0o600 }));
}

async function withStoppedDatabase(dataDir: string, work: (copy: Readable) => Promise<void>): Promise<void> {
  const directory = databaseDirectory(dataDir);
  await stat(directory).catch((cause: unknown) => {
    throw new Error(`There is no embedded database in ${dataDir}.`, { cause });
  });
  const lock = await lockDirectory(dataDir);
  try {
    const engine = await openEmbedded({ directory, logger: silentLogger });
    try {
      await work(await createBackup({ dataDir, snapshot: engine.snapshot }));
    } finally {
      await engine.close();
    }
  } finally {
    lock.release();
  }
}

async function assertWhole(file: string): Promise<void> {
  const names = new Set<string>();
  await list({ file, strict: true, onReadEntry: (entry) => void names.add(entry.path) });
  if (!names.has(manifestName) || !names.has("database/PG_VERSION")) {
    throw new Error("The copy is not whole; nothing was written.");
  }
}
