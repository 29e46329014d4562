"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { useEffect } from "react";
import { trpc } from "#trpc/client.ts";
import { useDebounced } from "./use-debounced.ts";

const debounceMs = 150;
const longestQuery = 500;

/**
 * What the server finds for `text` in titles and messages, page by page; nothing while it is blank. The last answer stays
 * meanwhile. `showMore` is null when there are no older ones.
 */
export function useConversationSearch(text: string) {
  const query = useDebounced(text.trim().slice(0, longestQuery), debounceMs);
  const enabled = query !== "";
  const found = trpc.conversations.search.useInfiniteQuery(
    { query, limit: 30 },
    { enabled, placeholderData: keepPreviousData, getNextPageParam: (page) => page.nextCursor },
  );
  const { data, isError, isFetching, isFetchingNextPage, isPlaceholderData, hasNextPage, fetchNextPage } = found;
  const hits = enabled ? (data?.pages.flatMap((page) => page.items) ?? []) : [];
  // A page can be empty and older matches still follow: what is not found yet is no reason to say that there is nothing.
  const goOn = enabled && hits.length === 0 && hasNextPage && !isFetching && !isError;
  useEffect(() => {
    if (goOn) void fetchNextPage();
  }, [goOn, fetchNextPage]);
  const answered = query === text.trim().slice(0, longestQuery) && !isPlaceholderData && !goOn;
  const settled = answered && (!isFetching || (isFetchingNextPage && hits.length > 0));
  const showMore = enabled && hasNextPage && hits.length > 0 ? () => void fetchNextPage() : null;
  return { hits, isError: enabled && isError, settled, showMore, isLoadingMore: isFetchingNextPage };
}
