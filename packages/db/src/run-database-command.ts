import { callControl } from "./embedded/control-client.ts";
import { type DatabaseOptions, openDatabase } from "./open-database.ts";

/**
 * Runs one of `options.commands` from the command line, whether or not a server runs: in the process that has the embedded
 * database open, or here when none has, or when the database is a PostgreSQL server.
 *
 * @returns what the command gives, as JSON carries it.
 * @throws {ControlError} when it fails in the other process; else what the command throws.
 */
export async function runDatabaseCommand(options: DatabaseOptions, name: string, args: unknown): Promise<unknown> {
  if (!options.url) {
    const answer = await callControl(options.dataDir, { command: name, args });
    if (answer.running && "result" in answer) return answer.result;
  }
  const command = options.commands?.[name];
  if (!command) throw new Error(`There is no command ${name}`);
  const database = await openDatabase(options);
  try {
    return await command(database, args);
  } finally {
    await database.close();
  }
}
