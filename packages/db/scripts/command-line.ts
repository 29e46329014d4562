import path from "node:path";

/** The database that the environment names, as the server reads it. */
export const databaseUrl = process.env.DATABASE_URL || undefined;
export const dataDir = path.resolve(process.env.DATA_DIR || ".data");

/** A file that was named on the command line, seen from where the command was typed. */
export function givenFile(name: string): string {
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), name);
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Runs a command; an error becomes its message on the standard error, and exit code 1. */
export async function run(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
