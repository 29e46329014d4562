/** An error as the log keeps it. */
export type LoggedError = { type: string; message: string; code?: string; stack?: string; cause?: LoggedError };

/**
 * What of an error may be logged.
 *
 * Database errors repeat what was being written (a message's text, a password's hash) in their message and in fields of
 * their own, so of those only the name, the code and the stack's frames are kept.
 */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: "not an error" };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const repeatsData = error.name.startsWith("Prisma") || error.name === "DriverAdapterError" || "severity" in error;
  const frames = error.stack
    ?.split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .join("\n");
  return {
    type: error.name,
    message: repeatsData || quotes(error) ? "(not logged: it may repeat data)" : error.message,
    ...(code === undefined ? {} : { code }),
    ...(frames ? { stack: frames } : {}),
    ...(error.cause === undefined || depth >= 3 ? {} : { cause: loggedError(error.cause, depth + 1) }),
  };
}

/** Whether the error took its message over from its cause, as wrappers do. */
function quotes(error: Error): boolean {
  const { cause } = error;
  return cause instanceof Error && cause.message !== "" && error.message.includes(cause.message);
}
