import { parseArgs } from "node:util";
import type { Command, OptionShape } from "./command.ts";
import { commands } from "./commands.ts";
import { CommandError, type ExitCode, exitCode, UsageError } from "./exit-codes.ts";
import { explain } from "./explain.ts";
import { commandHelp, listHelp } from "./help.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** Does what was typed. @returns what the process is to end with. */
export async function runCauserie(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    return await dispatch(args, terminal);
  } catch (error) {
    const sentence = explain(error);
    terminal.err(`${sentence ?? `Something went wrong: ${error instanceof Error ? error.message : String(error)}.`}\n`);
    return error instanceof CommandError ? error.exitCode : exitCode.failed;
  }
}

async function dispatch(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const words = args[0] === "help" ? args.slice(1) : args;
  const command = commands.find(({ name }) => startsWith(words, name.split(" ")));
  // What follows `--` is text, whatever it looks like.
  const own = words.includes("--") ? words.slice(0, words.indexOf("--")) : words;
  const wantsHelp = args[0] === "help" || own.includes("--help") || own.includes("-h");
  if (!command) {
    const near = commands.filter(({ name }) => words[0] !== undefined && name.startsWith(`${words[0]} `));
    if (wantsHelp) {
      await terminal.out(listHelp(near.length > 0 ? near : commands));
      return exitCode.done;
    }
    terminal.err(listHelp(near.length > 0 ? near : commands));
    return exitCode.misused;
  }
  if (wantsHelp) {
    await terminal.out(commandHelp(command));
    return exitCode.done;
  }
  const { values, positionals } = parse(command, words.slice(command.name.split(" ").length));
  checkOperands(command, positionals);
  return (await command.run({ operands: positionals, options: values, terminal })) ?? exitCode.done;
}

const startsWith = (words: readonly string[], name: readonly string[]) =>
  name.every((word, index) => words[index] === word);

/** @throws {UsageError} in the words of Node's parser, which name the option. */
function parse(command: Command, words: readonly string[]) {
  const shapes: [string, OptionShape][] = Object.entries(command.options);
  const options = Object.fromEntries(
    shapes.map(([name, shape]) => [
      name,
      {
        type: shape.type,
        ...(shape.short === undefined ? {} : { short: shape.short }),
        ...(shape.type === "boolean" ? { default: false } : {}),
        ...(shape.type === "string" && shape.multiple ? { multiple: true, default: [] } : {}),
      },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
    // An option that may be repeated is a text by its declaration, so its list holds texts alone.
    return { positionals, values: values as Record<string, string | boolean | string[] | undefined> };
  } catch (error) {
    const [reason = ""] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    throw new UsageError(`${reason.replace(/\.$/, "")}: see \`causerie ${command.name} --help\`.`);
  }
}

/** @throws {UsageError} when there are too many or too few. */
function checkOperands({ name, operands = [] }: Command, given: readonly string[]): void {
  const needed = operands.filter((operand) => !operand.startsWith("["));
  const help = `see \`causerie ${name} --help\`.`;
  const missing = needed[given.length];
  if (missing !== undefined) throw new UsageError(`${missing} is missing: ${help}`);
  const extra = given[operands.length];
  if (extra !== undefined && !operands.at(-1)?.includes("…")) throw new UsageError(`Too much was given: ${help}`);
}
