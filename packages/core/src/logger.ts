import { pino } from "pino";
import { loggedError } from "./log-error.ts";

/** Structured log; an error goes into the field `err`. Fields first, then a constant sentence: `log.info({ runId }, "run started")`. */
export type Logger = {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  child(fields: object): Logger;
};

export const logLevels = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * Keys whose values never reach the log, at the top and one or two levels down. The rule for callers is stricter: no
 * secret and nothing that a person wrote goes into a log call in the first place; this is the net below it.
 */
const secretKeys = [
  "password",
  "currentPassword",
  "newPassword",
  "passwordHash",
  "token",
  "accessToken",
  "apiKey",
  "secret",
  "authorization",
  "cookie",
  "content",
  "text",
  "prompt",
];

/**
 * A logger that writes one JSON object a line to standard output.
 *
 * @param options.level the least severe level that is written.
 * @param options.destination where lines go instead of standard output (tests, the command line).
 */
export function createLogger(options: { level: LogLevel; destination?: { write(line: string): void } }): Logger {
  const redact = secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);
  const settings = {
    level: options.level,
    redact: { paths: redact, censor: "[redacted]" },
    base: null,
    serializers: { err: (error: unknown) => loggedError(error) },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

/** A logger that writes nothing. */
export const silentLogger: Logger = createLogger({ level: "silent" });
