import "server-only";
import type { AppRouter } from "@causerie/api";
import { createHydrationHelpers } from "@trpc/react-query/rsc";
import { cache } from "react";
import { createQueryClient } from "./query-client.ts";
import { getCaller } from "./server.ts";

/**
 * Prefetching for pages: `await trpc.conversations.list.prefetchInfinite({ … })`, then
 * `<HydrateClient>…</HydrateClient>` around the client components that use the same query.
 */
export const getHydration = cache(async () => {
  const queryClient = createQueryClient();
  return createHydrationHelpers<AppRouter>(await getCaller(), () => queryClient);
});
