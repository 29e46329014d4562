import { CauserieError } from "@causerie/client";
import { CommandError } from "./exit-codes.ts";
import { plainLine } from "./terminal/plain-text.ts";

/** What to do about a refusal, where there is more to say than what it is. */
const advice: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: "Run `causerie login`.",
  SESSION_EXPIRED: "Run `causerie login`.",
  KEY_INVALID: "Run `causerie login` again.",
  KEY_INCOMPLETE: "Copy the whole of it.",
  SCOPE_MISSING: "`causerie login --admin` makes one that may, for an admin; `causerie key` makes others.",
  IMPORT_IN_PROGRESS: "Let it end, or give it up with `causerie import --cancel`.",
  MODEL_UNKNOWN: "`causerie models` lists those that there are.",
};

/** One sentence or two for the person who typed, without a stack; undefined for what nobody foresaw. */
export function explain(error: unknown): string | undefined {
  if (error instanceof CommandError) return error.message;
  if (!(error instanceof CauserieError)) return undefined;
  if (error.code === "NETWORK") return `The server can't be reached (${plainLine(reasonOf(error))}).`;
  const fields = Object.entries(error.fieldErrors).map(([name, reasons]) => `${name}: ${reasons.join(" ")}`);
  const wait = error.retryAfterSeconds === null ? [] : [`Try again in ${error.retryAfterSeconds} s.`];
  return plainLine([error.message, ...fields, ...wait, advice[error.code] ?? ""].join(" ")).trim();
}

/** What lies below a call that got no answer, e.g. `ECONNREFUSED`. */
function reasonOf(error: Error): string {
  let reason: Error = error;
  while (reason.cause instanceof Error) reason = reason.cause;
  return "code" in reason && typeof reason.code === "string" ? reason.code : reason.message;
}
