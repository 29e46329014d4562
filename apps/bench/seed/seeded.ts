import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { startChild } from "../processes/child.ts";
import { readMigrationSums } from "./migration-sums.ts";

/** What a database was filled from; kept beside it. */
type Marker = { seed: string; migrations: Record<string, string> };

const sources = ["main.ts", "sentences.ts", "statements.ts", "words.ts"];

/**
 * Whether what was filled earlier can serve again: by the same statements, on migrations that the present ones only add
 * to (the server applies those at its start).
 */
export async function isSeeded(markerFile: string): Promise<boolean> {
  const text = await readFile(markerFile, "utf8").catch(() => null);
  if (text === null) return false;
  // Written by this module.
  const marker = JSON.parse(text) as Marker;
  const present = await readMigrationSums();
  return (
    marker.seed === (await seedHash()) &&
    Object.entries(marker.migrations).every(([name, sum]) => present[name] === sum)
  );
}

/** Fills a migrated database, in a process of its own, and says so in the marker. */
export async function seedDatabase(options: {
  target: string;
  email: string;
  messages: number;
  markerFile: string;
}): Promise<void> {
  const { target, email, messages, markerFile } = options;
  await rm(markerFile, { force: true });
  const script = fileURLToPath(new URL("main.ts", import.meta.url));
  const child = await startChild({ script, args: [target, email, `${messages}`], ready: /seeded/, limitMs: 3_600_000 });
  await child.stop();
  const marker: Marker = { seed: await seedHash(), migrations: await readMigrationSums() };
  await mkdir(path.dirname(markerFile), { recursive: true });
  await writeFile(markerFile, JSON.stringify(marker));
}

async function seedHash(): Promise<string> {
  const hash = createHash("sha256");
  for (const file of sources) hash.update(await readFile(new URL(file, import.meta.url)));
  return hash.digest("hex");
}
