/** What the process ends with. */
export const exitCode = { done: 0, failed: 1, misused: 2, interrupted: 130 } as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** It can't be done; `message` is one sentence for the person who typed. */
export class CommandError extends Error {
  override readonly name: string = "CommandError";
  readonly exitCode: ExitCode = exitCode.failed;
}

/** Nobody knows what was meant. */
export class UsageError extends CommandError {
  override readonly name = "UsageError";
  override readonly exitCode = exitCode.misused;
}
