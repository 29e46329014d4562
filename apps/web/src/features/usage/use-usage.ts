import { keepPreviousData } from "@tanstack/react-query";
import { trpc } from "#trpc/client.ts";

export type Group = "day" | "model" | "key" | "conversation" | "user";
/** One's own usage, or everyone's. */
export type Whose = "mine" | "all";

/** What was used between two days, added up by one thing. */
export function useUsage(whose: Whose, period: { from: string; to: string }, by: Group) {
  const options = { placeholderData: keepPreviousData };
  const mine = trpc.usage.mine.useQuery(
    { ...period, by: by === "user" ? "model" : by },
    { ...options, enabled: whose === "mine" },
  );
  const all = trpc.usage.all.useQuery(
    { ...period, by: by === "conversation" ? "model" : by },
    { ...options, enabled: whose === "all" },
  );
  return whose === "mine" ? mine : all;
}
