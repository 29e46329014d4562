import type { AppRouter } from "@causerie/api";
import { retryLink, type TRPCClientError, type TRPCLink } from "@trpc/client";

const delay = { firstMs: 250, mostMs: 5_000 };

/**
 * Begins a subscription again that was refused for a while: by a proxy that finds no server, or by a server that stops or has
 * lost its database. A lost connection is made again below this, and any other refusal stands.
 */
export function retrySubscriptions(): TRPCLink<AppRouter> {
  return retryLink<AppRouter>({
    retry: ({ op, error }) => op.type === "subscription" && passes(error),
    retryDelayMs: (attempt) => Math.min(delay.firstMs * 2 ** attempt, delay.mostMs) * (0.5 + Math.random() / 2),
  });
}

function passes(error: TRPCClientError<AppRouter>): boolean {
  if (error.data) return false;
  // The event source does not hand on what a refusal says: its own event stands where the error would, with the status.
  const status: number = error.shape?.code ?? 0;
  return status === 429 || status >= 500;
}
