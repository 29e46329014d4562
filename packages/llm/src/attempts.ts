import type { AppErrorCode } from "@causerie/core";
import type { Trouble } from "./transport/trouble.ts";
import type { Outcome } from "./types.ts";

/** The longest wait that a retry is worth; a provider that asks for more gets none. */
const longestRetryWaitSeconds = 10;
const firstRetryWaitMs = 500;

/** How long to wait before the retry; null when the provider wants more patience than a person has. */
export function retryWaitMs(outcome: Outcome): number | null {
  const asked = outcome.error?.params.retryAfterSeconds;
  if (typeof asked !== "number") return firstRetryWaitMs * (1 + Math.random());
  return asked <= longestRetryWaitSeconds ? asked * 1000 : null;
}

const passingFaults: ReadonlySet<AppErrorCode> = new Set<AppErrorCode>(["MODEL_RATE_LIMITED", "MODEL_UNAVAILABLE"]);
const passingReasons: ReadonlySet<string> = new Set(["ECONNRESET", "EPIPE", "EAI_AGAIN"]);

/** Where nobody listens at all, asking again within a second would only delay the message. */
export function isPassing(outcome: Outcome, trouble: Trouble | null): boolean {
  if (outcome.error === undefined || !passingFaults.has(outcome.error.code)) return false;
  const { status } = outcome.error.params;
  if (typeof status === "number" && status < 429) return false;
  return trouble?.kind !== "unreachable" || passingReasons.has(trouble.reason);
}
