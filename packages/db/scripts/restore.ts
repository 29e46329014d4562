import { restoreBackup } from "../src/embedded/restore.ts";
import { databaseUrl, dataDir, givenFile, print, run } from "./command-line.ts";

await run(async () => {
  const names = process.argv.slice(2).filter((argument) => argument !== "--replace");
  const [name] = names;
  if (!name || names.length > 1) throw new Error("Usage: pnpm restore FILE [--replace]");
  if (databaseUrl) {
    throw new Error(
      "DATABASE_URL is set: restore a PostgreSQL server with its own tools, into an empty database. On a new server make " +
        `the roles first:\n  psql "$DATABASE_URL" -c 'CREATE ROLE causerie_app NOLOGIN' -c 'CREATE ROLE causerie_system NOLOGIN' ` +
        `-c 'GRANT causerie_app, causerie_system TO CURRENT_USER'\n  pg_restore --no-owner --dbname="$DATABASE_URL" ${name}`,
    );
  }
  const { keptAside } = await restoreBackup({
    file: givenFile(name),
    dataDir,
    replace: process.argv.includes("--replace"),
  });
  print(`The backup is now the database in ${dataDir}.`);
  if (keptAside) print(`What was there is kept in ${keptAside}; delete it when you no longer need it.`);
});
