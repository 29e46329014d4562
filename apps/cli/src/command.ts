import type { ExitCode } from "./exit-codes.ts";
import type { Terminal } from "./terminal/terminal.ts";

type Flag = { type: "boolean"; short?: string; about: string };
/** `value` stands for its value in the help, e.g. `FILE`. */
type Text = { type: "string"; short?: string; value: string; about: string; multiple?: never };
type Texts = { type: "string"; short?: string; value: string; about: string; multiple: true };

export type OptionShape = Flag | Text | Texts;
export type OptionShapes = Readonly<Record<string, OptionShape>>;

type ValueOf<Shape extends OptionShape> = Shape extends Flag
  ? boolean
  : Shape extends Texts
    ? string[]
    : string | undefined;

export type Invocation<Shapes extends OptionShapes> = {
  /** What stands beside the options, as many as the command takes. */
  operands: readonly string[];
  options: { readonly [Name in keyof Shapes]: ValueOf<Shapes[Name]> };
  terminal: Terminal;
};

export type Command<Shapes extends OptionShapes = OptionShapes> = {
  /** Lower-case words, e.g. `conversations list`. */
  name: string;
  /** One for each; `[NAME]` need not be there, `[NAME…]` takes all that follow. */
  operands?: readonly string[];
  summary: string;
  /** More for its own help: what it does not say about itself by its summary. */
  details?: string;
  options: Shapes;
  run(invocation: Invocation<Shapes>): Promise<ExitCode | undefined>;
};

/** Keeps the names and kinds of a command's options, so that `run` knows what it is given. */
export function defineCommand<const Shapes extends OptionShapes>(command: Command<Shapes>): Command<Shapes> {
  return command;
}

export const jsonOption = { type: "boolean", about: "write JSON for programs" } as const satisfies OptionShape;
export const serverOption = {
  type: "string",
  short: "s",
  value: "NAME",
  about: "the server, as it was named at login; the last one by default",
} as const satisfies OptionShape;
