import type { Readable } from "node:stream";

/** All that a command may touch of the process that it runs in. */
export type Terminal = {
  env: Readonly<Record<string, string | undefined>>;
  /** Where the command was typed: `pnpm` itself goes elsewhere. */
  directory: string;
  input: Readable & { isTTY?: boolean };
  /** Whether what is written is read by a person. */
  isInteractive: boolean;
  /** Whether standard error is a terminal, where a line can be written over. */
  isWatched: boolean;
  out(text: string | Uint8Array): Promise<void>;
  /** Sentences for the person, beside what is asked for. */
  err(text: string): void;
  /** The next Ctrl-C calls `handler` instead of ending the process; the returned function takes that back. */
  onInterrupt(handler: () => void): () => void;
};

/** A terminal on this process. */
export function processTerminal(): Terminal {
  const handlers = new Set<() => void>();
  process.on("SIGINT", () => {
    const [handler] = [...handlers].slice(-1);
    if (!handler) process.exit(130);
    handler();
  });
  // Whoever read the output has seen enough: `causerie … | head`.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  return {
    env: process.env,
    directory: process.env.INIT_CWD ?? process.cwd(),
    input: process.stdin,
    isInteractive: process.stdin.isTTY === true && process.stdout.isTTY === true,
    isWatched: process.stderr.isTTY === true,
    out: (text) =>
      new Promise((resolve, reject) => {
        process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
      }),
    err: (text) => {
      process.stderr.write(text);
    },
    onInterrupt(handler) {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
  };
}
