import type { AppRouter } from "@causerie/api";
import { createTRPCReact, httpLink, httpSubscriptionLink, splitLink } from "@trpc/react-query";

/** The router for client components: `trpc.conversations.list.useQuery(…)`, `trpc.chat.onEvent.useSubscription(…)`. */
export const trpc = createTRPCReact<AppRouter>();

const url = "/api/trpc";

/** One request per call: a batch would hold its quick calls back until its slowest is done. */
export function createTrpcClient() {
  return trpc.createClient({
    links: [
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: httpSubscriptionLink({ url }),
        false: httpLink({ url }),
      }),
    ],
  });
}
