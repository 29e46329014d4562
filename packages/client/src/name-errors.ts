import type { AppRouter } from "@causerie/api";
import type { TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { toCauserieError } from "./error.ts";

/** Lets every call fail with a `CauserieError`. */
export function nameErrors(): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) =>
        next(op).subscribe({
          next: (value) => observer.next(value),
          error: (error) => observer.error(op.signal?.aborted ? error : toCauserieError(error)),
          complete: () => observer.complete(),
        }),
      );
}
