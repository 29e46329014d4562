import { backUp } from "../src/back-up.ts";
import { databaseUrl, dataDir, givenFile, print, run } from "./command-line.ts";

await run(async () => {
  const [name] = process.argv.slice(2);
  if (!name) throw new Error("Usage: pnpm backup FILE");
  if (databaseUrl) {
    throw new Error(
      `DATABASE_URL is set: back a PostgreSQL server up with its own tool, e.g.\n  pg_dump --format=custom --file=${name} "$DATABASE_URL"`,
    );
  }
  const file = givenFile(name);
  await backUp({ dataDir, file });
  print(`The database in ${dataDir} was copied to ${file}.`);
});
