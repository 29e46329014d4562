"use client";

import { Button, Skeleton } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef } from "react";
import { ConversationRow } from "./conversation-row.tsx";
import { useConversations } from "./conversations-context.ts";
import { Spacer } from "./spacer.tsx";
import { stepLinks } from "./step-links.ts";
import { useConversationList } from "./use-conversation-list.ts";
import { useMediaQuery } from "./use-media-query.ts";
import { useVisibleLines } from "./use-visible-lines.ts";

/** Heights in pixels; the classes of rows and headings say the same. */
const rowHeight = { fine: 36, coarse: 44, heading: 36 } as const;
/** How many lines before the end the next page is asked for. */
const aheadLines = 12;
const skeletonWidths = ["w-3/4", "w-1/2", "w-2/3", "w-4/5", "w-1/2"];

/** The conversations by day. Only the lines in view are in the page, so that ten thousand cost what fifty do. */
export function ConversationList({ archived, onOpen }: { archived: boolean; onOpen?: () => void }) {
  const t = useTranslations("conversations");
  const { currentId } = useConversations();
  const { lines, isPending, isError, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useConversationList(archived);
  const scroller = useRef<HTMLDivElement>(null);
  const coarse = useMediaQuery("(pointer: coarse)");
  // Heights depend on the pointer, which only the browser knows.
  const heights = useMemo(
    () =>
      lines.map(({ kind }) => (kind === "heading" ? rowHeight.heading : coarse ? rowHeight.coarse : rowHeight.fine)),
    [lines, coarse],
  );
  const { first, end, before, after } = useVisibleLines(scroller, heights);

  // The external system is the server: the list's next page, asked for before the reader gets there.
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && end >= lines.length - aheadLines) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, end, lines.length, fetchNextPage]);

  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pb-4">
      {isPending && (
        <div className="flex flex-col gap-4 px-2 pt-4" aria-busy="true">
          {skeletonWidths.map((width, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: five lines that never move
            <Skeleton key={index} className={`h-4 ${width}`} />
          ))}
        </div>
      )}
      {isError && lines.length === 0 && (
        <div className="px-2 pt-4 text-ink-muted text-sm">
          <p>{t("listFailed")}</p>
          <Button size="small" className="mt-2" onClick={() => void refetch()}>
            {t("retry")}
          </Button>
        </div>
      )}
      {!isPending && !isError && lines.length === 0 && (
        <p className="px-2 pt-4 text-ink-muted text-sm">{archived ? t("noArchived") : t("none")}</p>
      )}
      <ul onKeyDown={stepLinks}>
        <Spacer height={before} />
        {lines.slice(first, end).map((line) =>
          line.kind === "heading" ? (
            <li key={line.key} className="flex h-9 items-end px-2 pb-1">
              <h2 className="text-ink-subtle text-xs">{line.label}</h2>
            </li>
          ) : (
            <li key={line.key}>
              <ConversationRow
                conversation={line.conversation}
                current={line.conversation.id === currentId}
                onOpen={onOpen}
              />
            </li>
          ),
        )}
        <Spacer height={after} />
      </ul>
    </div>
  );
}
