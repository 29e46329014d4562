import { existsSync } from "node:fs";
import { AppError } from "@causerie/core";
import { EnvError, parseEnv, silentLogger } from "@causerie/core/server";
import { ControlError, DirectoryInUseError, MigrationError, runDatabaseCommand } from "@causerie/db";
import { serverEnvShape } from "../start.ts";
import { promoteUserCommand, promoteUserInput, userCommands } from "../users/users.commands.ts";

const usage = `Usage: pnpm causerie <command>

  user promote EMAIL   make the person with this email an admin; works whether or not the server runs
`;

/** What the process ends with. */
const exitCode = { done: 0, failed: 1, misused: 2 } as const;
type ExitCode = (typeof exitCode)[keyof typeof exitCode];

export type CommandLine = {
  args: readonly string[];
  env: Record<string, string | undefined>;
  out(text: string): void;
  err(text: string): void;
};

/**
 * The operator's commands.
 *
 * @returns 0 when it is done, 1 when it can't be done, 2 when nobody knows what was meant.
 */
export async function runCauserie({ args, env, out, err }: CommandLine): Promise<ExitCode> {
  const [subject, verb, email, ...rest] = args;
  if (subject === "user" && verb === "promote" && email !== undefined && rest.length === 0) {
    const input = promoteUserInput.safeParse({ email });
    if (!input.success) {
      err(`${email} is no email address.\n`);
      return exitCode.misused;
    }
    try {
      await promote(input.data, env);
      out(`${input.data.email} is an admin now.\n`);
      return exitCode.done;
    } catch (error) {
      err(`${explain(error, input.data.email)}\n`);
      return exitCode.failed;
    }
  }
  if (subject === "help" || subject === "--help" || subject === "-h") {
    out(usage);
    return exitCode.done;
  }
  err(usage);
  return exitCode.misused;
}

async function promote(input: { email: string }, env: CommandLine["env"]): Promise<void> {
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

/** One sentence for the operator; what nobody foresaw goes on as it is. */
function explain(error: unknown, email: string): string {
  // In the running server it was an AppError too; the channel carries its code.
  const code = error instanceof ControlError || error instanceof AppError ? error.code : undefined;
  if (code === "NOT_FOUND") return `Nobody here has an account with the email ${email}.`;
  if (code === "CONFLICT") return `The account of ${email} is deactivated: an admin must activate it first.`;
  const foreseen = [EnvError, ControlError, DirectoryInUseError, MigrationError];
  if (error instanceof Error && foreseen.some((kind) => error instanceof kind)) return error.message;
  throw error;
}
