import "server-only";
import type { AppError } from "@causerie/core";
import { type Failure, failure } from "./failure.ts";

/**
 * The `AppError` behind what a procedure or a service threw, or null.
 *
 * Told by its name: Next's bundles have copies of the class of their own, so `instanceof` would not find it.
 */
function appErrorOf(error: unknown): AppError | null {
  if (!(error instanceof Error)) return null;
  // The name stands for the class, as said above.
  if (error.name === "AppError") return error as AppError;
  return appErrorOf(error.cause);
}

/** Why a call of the server's caller failed, or null when nobody foresaw it. */
export function serverErrorCode(error: unknown): AppError["code"] | null {
  return appErrorOf(error)?.code ?? null;
}

/** What a failed call may say outside of the server. */
export function toServerFailure(error: unknown): Failure {
  const appError = appErrorOf(error);
  return appError ? failure(appError.code, appError.params) : failure("INTERNAL");
}
