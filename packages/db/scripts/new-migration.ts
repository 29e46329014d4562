// Writes the migration that leads from the present ones to prisma/schema.prisma.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { withIdCollation } from "../src/migrations/id-collation.ts";
import { migrationsDir } from "../src/migrations/migration-files.ts";
import { schemaDifference } from "../src/migrations/schema-difference.ts";
import { print, run } from "./command-line.ts";

const reminder = `-- A new table that belongs to someone needs, by hand: rights for causerie_app and causerie_system, row-level security
-- enabled and forced, and a policy for each of the two (see the first migration). Tests fail until it has them. To change rows of
-- such a table, take the system's role for it: SET LOCAL ROLE causerie_system; …; RESET ROLE;
`;

await run(async () => {
  const [name] = process.argv.slice(2);
  if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new Error("Usage: pnpm db:migration NAME, in small letters, digits and underscores");
  }
  const difference = await schemaDifference();
  const stamp = new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14);
  const folder = path.join(migrationsDir, `${stamp}_${name}`);
  await mkdir(folder, { recursive: true });
  const newTables = difference.includes("CREATE TABLE");
  const sql =
    difference === "" ? "-- The schema needs no change; write here what it can't express.\n" : `${difference}\n`;
  await writeFile(path.join(folder, "migration.sql"), `${newTables ? `${reminder}\n` : ""}${withIdCollation(sql)}`);
  print(`Wrote ${path.relative(process.cwd(), folder)}/migration.sql. Read it before you start the app.`);
});
