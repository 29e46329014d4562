import type { Command, OptionShape } from "./command.ts";

/** How a command is called, e.g. `causerie conversations rename ID TITLE…`. */
function usageOf({ name, operands = [] }: Command): string {
  return ["causerie", name, ...operands].join(" ");
}

/** What is said about commands: all of them, or those that begin with the words that were typed. */
export function listHelp(commands: readonly Command[]): string {
  const names = commands.map(({ name, operands = [] }) => [name, ...operands].join(" "));
  const width = Math.max(...names.map((name) => name.length));
  const lines = commands.map(({ summary }, index) => `  ${names[index]?.padEnd(width)}  ${summary}`);
  return `Usage: causerie COMMAND [OPTIONS]

${lines.join("\n")}

causerie COMMAND --help says more. Exit codes: 0 done, 1 refused or failed, 2 not understood, 130 interrupted.
\`last\` stands for the id of the latest conversation. CAUSERIE_URL and CAUSERIE_API_KEY stand for a login where nobody can type.
`;
}

export function commandHelp(command: Command): string {
  const shapes: [string, OptionShape][] = Object.entries(command.options);
  const options = shapes.map(([name, shape]) => [
    `  ${shape.short ? `-${shape.short}, ` : "    "}--${name}${shape.type === "string" ? ` ${shape.value}` : ""}`,
    shape.about,
  ]);
  const width = Math.max(...options.map(([left = ""]) => left.length));
  return [
    `Usage: ${usageOf(command)} [OPTIONS]`,
    "",
    `${command.summary.charAt(0).toUpperCase()}${command.summary.slice(1)}.`,
    ...(command.details ? [command.details] : []),
    "",
    ...options.map(([left = "", about = ""]) => `${left.padEnd(width)}  ${about}`),
    "",
  ].join("\n");
}
