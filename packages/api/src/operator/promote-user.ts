import { existsSync } from "node:fs";
import { AppError } from "@causerie/core";
import { EnvError, parseEnv, silentLogger } from "@causerie/core/server";
import { ControlError, DirectoryInUseError, MigrationError, runDatabaseCommand } from "@causerie/db";
import { serverEnvShape } from "../start.ts";
import { promoteUserCommand, promoteUserInput, userCommands } from "../users/users.commands.ts";

/** It can't be done; `message` is a sentence for the operator. */
export class OperatorError extends Error {
  override readonly name = "OperatorError";
}

/**
 * Makes the person with this email an admin: in the running server's database, or where none runs.
 *
 * @param env the variables that say where the database is.
 * @returns the email as it is kept.
 * @throws {OperatorError} when there is no such account or database, or no way to it.
 */
export async function promoteUser(
  input: { email: string },
  env: Record<string, string | undefined>,
): Promise<{ email: string }> {
  const parsed = promoteUserInput.safeParse(input);
  if (!parsed.success) throw new OperatorError(`${input.email} is no email address.`);
  const { email } = parsed.data;
  try {
    await promote({ email }, env);
    return { email };
  } catch (error) {
    const sentence = explain(error, email);
    throw sentence === null ? error : new OperatorError(sentence, { cause: error });
  }
}

async function promote(input: { email: string }, env: Record<string, string | undefined>): Promise<void> {
  const { DATABASE_URL, DATA_DIR } = serverEnvShape;
  const settings = parseEnv({ DATABASE_URL, DATA_DIR }, env);
  if (!settings.DATABASE_URL && !existsSync(settings.DATA_DIR)) {
    // Opening it would make an empty one, in what may be the wrong place.
    throw new EnvError(`There is no database in ${settings.DATA_DIR} (DATA_DIR): start the server there first.`);
  }
  const options = {
    url: settings.DATABASE_URL,
    dataDir: settings.DATA_DIR,
    commands: userCommands({ onChange: () => undefined }),
    logger: silentLogger,
  };
  await runDatabaseCommand(options, promoteUserCommand, input);
}

/** One sentence for the operator; null for what nobody foresaw. */
function explain(error: unknown, email: string): string | null {
  // In the running server it was an AppError too; the channel carries its code.
  const code = error instanceof ControlError || error instanceof AppError ? error.code : undefined;
  if (code === "NOT_FOUND") return `Nobody here has an account with the email ${email}.`;
  if (code === "CONFLICT") return `The account of ${email} is deactivated: an admin must activate it first.`;
  const foreseen = [EnvError, ControlError, DirectoryInUseError, MigrationError];
  return error instanceof Error && foreseen.some((kind) => error instanceof kind) ? error.message : null;
}
