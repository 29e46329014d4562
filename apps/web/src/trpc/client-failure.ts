import type { AppRouter } from "@causerie/api";
import { TRPCClientError } from "@trpc/client";
import { type Failure, FailureError, failure } from "./failure.ts";

/** What a failed call of the tRPC client, or of the session's own requests, means. A call that got no readable answer is `UNREACHABLE`. */
export function toFailure(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  if (!(error instanceof TRPCClientError)) return failure("INTERNAL");
  // The client of this app speaks to this router only; an error without data did not come from it.
  const { data } = error as TRPCClientError<AppRouter>;
  if (!data) return failure("UNREACHABLE");
  return { code: data.appCode, params: data.params, fields: Object.keys(data.fieldErrors ?? {}) };
}

/** Whether the same call may work in a moment without anybody doing anything. */
export function isTransient({ code }: Failure): boolean {
  return code === "UNREACHABLE" || code === "UNAVAILABLE" || code === "SHUTTING_DOWN";
}

/** Whether the session is over, whatever the call was. */
export function isSignedOut({ code }: Failure): boolean {
  return code === "UNAUTHENTICATED" || code === "SESSION_EXPIRED";
}
