import { CommandError, UsageError } from "../exit-codes.ts";
import { openQuestions } from "./questions.ts";
import type { Terminal } from "./terminal.ts";

/** Asks before what can't be undone. @throws {CommandError} unless the answer is yes; {UsageError} with nobody to ask. */
export async function confirm(terminal: Terminal, question: string, { yes }: { yes: boolean }): Promise<void> {
  if (yes) return;
  if (!terminal.input.isTTY) throw new UsageError(`${question} Say so with --yes.`);
  using questions = openQuestions(terminal);
  const answer = await questions.ask(`${question} [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError("Nothing was changed.");
}
