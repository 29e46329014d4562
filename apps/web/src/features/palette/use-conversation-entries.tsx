"use client";

import type { CommandEntry } from "@causerie/ui/command";
import { MessageSquare } from "lucide-react";
import { useTranslations } from "next-intl";
import { trpc } from "#trpc/client.ts";
import { listInput, useConversationSearch, useConversations, useTitleOf } from "../conversations/index.ts";

/** How many of the latest conversations are offered before anything is typed. */
const latestShown = 6;

/** Conversations to go to: the latest, or what the server finds for `query`; each once, however often it is found. */
export function useConversationEntries(query: string): { entries: CommandEntry[]; settled: boolean } {
  const t = useTranslations("palette");
  const titleOf = useTitleOf();
  const { currentId, open } = useConversations();
  const { hits, settled } = useConversationSearch(query);
  const { data } = trpc.conversations.list.useInfiniteQuery(listInput(false), {
    getNextPageParam: (page) => page.nextCursor,
  });
  if (query.trim() === "") {
    const latest = (data?.pages[0]?.items ?? []).filter(({ id }) => id !== currentId).slice(0, latestShown);
    const entries = latest.map((conversation) => entry(conversation.id, titleOf(conversation)));
    return { entries, settled: true };
  }
  const once = new Map<string, CommandEntry>();
  for (const hit of hits) {
    if (once.has(hit.conversationId)) continue;
    const hint = hit.archived ? t("archived") : undefined;
    once.set(hit.conversationId, { ...entry(hit.conversationId, titleOf(hit), hit.messageId), ...(hint && { hint }) });
  }
  return { entries: [...once.values()], settled };

  function entry(id: string, label: string, messageId: string | null = null): CommandEntry {
    return { id, label, icon: <MessageSquare aria-hidden />, onSelect: () => open(id, messageId ?? undefined) };
  }
}
