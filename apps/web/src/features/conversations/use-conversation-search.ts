"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { trpc } from "#trpc/client.ts";
import { useDebounced } from "./use-debounced.ts";

const debounceMs = 150;
const longestQuery = 500;
const most = 30;

/** What the server finds for `text` in titles and messages; nothing while it is blank. The last answer stays meanwhile. */
export function useConversationSearch(text: string) {
  const query = useDebounced(text.trim().slice(0, longestQuery), debounceMs);
  const enabled = query !== "";
  const { data, isError, isFetching, isPlaceholderData } = trpc.conversations.search.useQuery(
    { query, limit: most },
    { enabled, placeholderData: keepPreviousData },
  );
  const settled = query === text.trim().slice(0, longestQuery) && !isFetching && !isPlaceholderData;
  const hits = enabled ? (data?.items ?? []) : [];
  return { hits, isError: enabled && isError, settled, isAll: hits.length < most };
}
