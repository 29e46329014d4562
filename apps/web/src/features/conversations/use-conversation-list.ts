"use client";

import type { ConversationView } from "@causerie/api/schemas";
import { useFormatter, useNow, useTimeZone, useTranslations } from "next-intl";
import { useMemo } from "react";
import { trpc } from "#trpc/client.ts";
import { listInput } from "./conversation-lists.ts";
import { type DayGroup, dayOf, groupByDay } from "./group-by-day.ts";

/** One line of the list: a heading or a conversation. */
export type ListLine =
  | { kind: "heading"; key: string; label: string }
  | { kind: "conversation"; key: string; conversation: ConversationView };

const minuteMs = 60_000;
/** The loaded part of the list as lines, with headings in the reader's language and by their calendar. */
export function useConversationList(archived: boolean) {
  const query = trpc.conversations.list.useInfiniteQuery(listInput(archived), {
    getNextPageParam: (page) => page.nextCursor,
    refetchOnWindowFocus: true,
  });
  const t = useTranslations("conversations");
  const format = useFormatter();
  const timeZone = useTimeZone() ?? "UTC";
  const today = dayOf(useNow({ updateInterval: minuteMs }), timeZone);
  const { data } = query;
  const lines = useMemo((): ListLine[] => {
    const conversations = data?.pages.flatMap((page) => page.items) ?? [];
    const label = (group: DayGroup): string => {
      if (!isMonth(group)) return t(`groups.${group}`);
      const month = group.slice("month:".length);
      const sameYear = month.slice(0, 4) === today.slice(0, 4);
      // The 15th at noon is in this month in every time zone.
      return format.dateTime(new Date(`${month}-15T12:00:00Z`), {
        month: "long",
        ...(!sameYear && { year: "numeric" }),
      });
    };
    return groupByDay(conversations, { today, timeZone }).flatMap(({ group, items }): ListLine[] => [
      { kind: "heading", key: group, label: label(group) },
      ...items.map((conversation): ListLine => ({ kind: "conversation", key: conversation.id, conversation })),
    ]);
  }, [data, today, timeZone, t, format]);
  return { ...query, lines };
}

function isMonth(group: DayGroup): group is `month:${string}` {
  return group.startsWith("month:");
}
