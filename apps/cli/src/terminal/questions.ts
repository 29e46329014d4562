import readline from "node:readline";
import { Writable } from "node:stream";
import { CommandError } from "../exit-codes.ts";
import type { Terminal } from "./terminal.ts";

export type Questions = Disposable & {
  /** One line. @throws {CommandError} when nobody answers. */
  ask(question: string): Promise<string>;
  /** One line that a terminal does not show. */
  askSecret(question: string): Promise<string>;
  /** The next line; null: there is none. */
  next(question: string): Promise<string | null>;
};

/** Asks the person; of a program, reads the answers from its lines. What is asked goes to standard error. */
export function openQuestions(terminal: Terminal): Questions {
  let hidden = false;
  const echo = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!hidden) terminal.err(chunk.toString());
      done();
    },
  });
  const reader = readline.createInterface({
    input: terminal.input,
    output: echo,
    terminal: terminal.input.isTTY === true,
  });
  // A terminal that is read line by line hands on Ctrl-C as a character.
  reader.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  const lines = reader[Symbol.asyncIterator]();

  async function next(question: string): Promise<string | null> {
    terminal.err(question);
    const { value, done } = await lines.next();
    return done ? null : value;
  }

  async function ask(question: string): Promise<string> {
    const line = await next(question);
    if (line === null) throw new CommandError(`Nobody answered: ${question.trim()}`);
    return line;
  }

  return {
    next,
    ask,
    async askSecret(question) {
      hidden = true;
      try {
        return await ask(question);
      } finally {
        hidden = false;
        terminal.err("\n");
      }
    },
    [Symbol.dispose]: () => reader.close(),
  };
}
