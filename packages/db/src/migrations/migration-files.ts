import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** One folder of `prisma/migrations`. */
export type MigrationFile = {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the SQL in hexadecimal, as Prisma writes it into `_prisma_migrations`. */
  readonly checksum: string;
};

/** Where the schema and the migrations are. */
export const prismaDir = fileURLToPath(new URL("../../../../prisma/", import.meta.url));
export const migrationsDir = path.join(prismaDir, "migrations");

/** Every migration of `directory`, oldest first. */
export async function readMigrations(directory: string = migrationsDir): Promise<MigrationFile[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return await Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(directory, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}
