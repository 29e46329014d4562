"use client";

import { Button } from "@causerie/ui";
import { useFormatter, useTranslations } from "next-intl";
import { ConversationLink } from "./conversation-link.tsx";
import { useTitleOf } from "./conversation-title.ts";
import { Excerpt } from "./excerpt.tsx";
import { stepLinks } from "./step-links.ts";
import { useConversationSearch } from "./use-conversation-search.ts";

/** What was found, best first. The arrow keys go from one to the next. */
export function SearchResults({ query, onOpen }: { query: string; onOpen?: (() => void) | undefined }) {
  const t = useTranslations("conversations");
  const format = useFormatter();
  const titleOf = useTitleOf();
  const { hits, isError, settled, showMore, isLoadingMore } = useConversationSearch(query);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pb-4">
      <p role="status" className="px-2 pt-3 pb-1 text-ink-subtle text-xs">
        {isError ? t("searchFailed") : settled ? t(showMore ? "foundFirst" : "found", { count: hits.length }) : " "}
      </p>
      <ul onKeyDown={stepLinks}>
        {hits.map((hit) => (
          <li key={`${hit.conversationId} ${hit.messageId}`}>
            <ConversationLink
              id={hit.conversationId}
              {...(hit.messageId !== null && { messageId: hit.messageId })}
              {...(onOpen && { onOpen })}
              className="block rounded-box px-2 py-2 text-sm hover:bg-fill/60 aria-[current=page]:bg-fill"
            >
              <span className="flex items-baseline gap-2">
                <span className="min-w-0 flex-1 truncate">
                  {hit.messageId === null ? <Excerpt runs={hit.excerpt} /> : titleOf(hit)}
                </span>
                <span className="shrink-0 text-ink-subtle text-xs">
                  {hit.archived ? t("archivedMark") : format.dateTime(new Date(hit.createdAt), { dateStyle: "short" })}
                </span>
              </span>
              {hit.messageId !== null && (
                <span className="mt-0.5 line-clamp-2 break-words text-ink-muted text-xs">
                  <Excerpt runs={hit.excerpt} />
                </span>
              )}
            </ConversationLink>
          </li>
        ))}
      </ul>
      {showMore && (
        <Button className="mt-2 ml-2" busy={isLoadingMore} onClick={showMore}>
          {t("olderResults")}
        </Button>
      )}
    </div>
  );
}
