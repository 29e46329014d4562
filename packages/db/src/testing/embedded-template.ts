import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { silentLogger } from "@causerie/core/server";
import { openEmbedded } from "../embedded/embedded.ts";
import { applyMigrations } from "../migrations/apply-migrations.ts";
import { readMigrations } from "../migrations/migration-files.ts";
import { templateHash } from "./template-hash.ts";

const cacheDir = fileURLToPath(new URL("../../node_modules/.cache/causerie-db/", import.meta.url));

/** Making it takes about 4 seconds; whoever waits longer than this takes over from a maker that died. */
const makerLimitMs = 60_000;

let loaded: Promise<Blob> | undefined;

/** The image of an empty, migrated embedded database: made once for each set of migrations, then read from a file. */
export async function embeddedTemplate(): Promise<Blob> {
  loaded ??= load();
  return await loaded;
}

async function load(): Promise<Blob> {
  await mkdir(cacheDir, { recursive: true });
  const name = `template-${await templateHash()}.tar`;
  const file = path.join(cacheDir, name);
  for (;;) {
    const image = await readIfPresent(file);
    if (image) return image;
    if (await becomeMaker(`${file}.making`)) {
      try {
        await make(file);
        await removeOthers(name);
      } finally {
        await rm(`${file}.making`, { force: true });
      }
    } else {
      await sleep(50);
    }
  }
}

async function readIfPresent(file: string): Promise<Blob | undefined> {
  try {
    return new Blob([await readFile(file)]);
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** Whether this process is the one that makes the template; test files start side by side. */
async function becomeMaker(marker: string): Promise<boolean> {
  try {
    await (await open(marker, "wx")).close();
    return true;
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
    const { mtimeMs } = await stat(marker).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > makerLimitMs) await rm(marker, { force: true });
    return false;
  }
}

async function make(file: string): Promise<void> {
  const engine = await openEmbedded({ logger: silentLogger });
  try {
    await applyMigrations(engine, await readMigrations(), silentLogger);
    const image = await engine.image();
    const partial = `${file}.${process.pid}`;
    const handle = await open(partial, "w");
    await handle.writeFile(image.stream());
    await handle.close();
    await rename(partial, file);
  } finally {
    await engine.close();
  }
}

async function removeOthers(name: string): Promise<void> {
  const others = (await readdir(cacheDir)).filter((entry) => entry.endsWith(".tar") && entry !== name);
  await Promise.all(others.map((entry) => rm(path.join(cacheDir, entry), { force: true })));
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
