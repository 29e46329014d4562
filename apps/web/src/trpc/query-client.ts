import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { isSignedOut, isTransient, toFailure } from "./client-failure.ts";

const retries = 2;

/**
 * The cache of what the server said.
 *
 * Data counts as fresh for half a minute: live changes come by subscription or by the change itself, so that going back
 * and forth asks nothing. Only trouble that passes by itself is tried again, and never a change.
 *
 * @param onSignedOut Called when a call fails because the session is over.
 */
export function createQueryClient({ onSignedOut }: { onSignedOut?: () => void } = {}): QueryClient {
  const onError = (error: unknown) => {
    if (isSignedOut(toFailure(error))) onSignedOut?.();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 30 * 60_000,
        retry: (count, error) => count < retries && isTransient(toFailure(error)),
      },
      mutations: { retry: false },
    },
  });
}
