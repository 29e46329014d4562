import { createHash } from "node:crypto";
import { readMigrations } from "../migrations/migration-files.ts";

/** Names the template that the present migrations make; raise `format` when the way it is made changes. */
export async function templateHash(): Promise<string> {
  const format = "1";
  const hash = createHash("sha256").update(format);
  for (const migration of await readMigrations()) hash.update(migration.name).update(migration.checksum);
  return hash.digest("hex").slice(0, 16);
}
