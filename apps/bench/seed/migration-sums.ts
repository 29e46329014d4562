import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";

const directory = new URL("../../../prisma/migrations/", import.meta.url);

/** Every migration's name with the hash of its SQL. */
export async function readMigrationSums(): Promise<Record<string, string>> {
  const entries = await readdir(directory, { withFileTypes: true });
  const sums: Record<string, string> = {};
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    const sql = await readFile(new URL(`${name}/migration.sql`, directory));
    sums[name] = createHash("sha256").update(sql).digest("hex");
  }
  return sums;
}
