import { type ChildProcess, spawn } from "node:child_process";

export type ServerProcess = {
  readonly pid: number;
  /** All that it wrote. */
  output(): string;
  /** The first group of `pattern` in what it writes. @throws {Error} with its output when it ends first. */
  find(pattern: RegExp): Promise<string>;
  /** Resolves when it has ended, however that came. */
  readonly ended: Promise<void>;
  hasEnded(): boolean;
  /** Sends the signal and waits for its end. */
  end(signal: NodeJS.Signals): Promise<void>;
};

/** Starts a program of the set; what it writes is kept, its end is its owner's business. */
export function startProcess(
  command: readonly [string, ...string[]],
  options: { env?: NodeJS.ProcessEnv; cwd?: string } = {},
): ServerProcess {
  const [program, ...args] = command;
  const child: ChildProcess = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const seen = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (part: string) => {
      // The end of it is what explains a failure.
      output = (output + part).slice(-200_000);
      for (const look of seen) look();
    });
  }
  const ended = new Promise<void>((resolve) => {
    child.once("error", (error) => {
      output += error.message;
      resolve();
    });
    child.once("exit", () => resolve());
  });
  return {
    pid: child.pid ?? 0,
    output: () => output,
    ended,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    find(pattern) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(output);
          if (!match) return;
          seen.delete(look);
          resolve(match[1] ?? "");
        };
        seen.add(look);
        look();
        void ended.then(() => reject(new Error(`${program} ended:\n${output}`)));
      });
    },
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
    },
  };
}
