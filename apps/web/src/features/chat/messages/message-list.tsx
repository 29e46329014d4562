"use client";

import { Button, Spinner } from "@causerie/ui";
import { ArrowDown } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useCallback, useEffect } from "react";
import type { ChatStore } from "../store/chat-store.ts";
import { useChat } from "../store/use-chat.ts";
import { type MessageHost, MessageRow } from "./message-row.tsx";
import { useArrival } from "./use-arrival.ts";
import { startMark, useFollowEnd } from "./use-follow-end.ts";
import { hasKeptPlace, useKeptPlace } from "./use-kept-place.ts";
import { useLatestFirst } from "./use-latest-first.ts";
import { useQuestionKeys } from "./use-question-keys.ts";
import { useReachesTop } from "./use-reaches-top.ts";

const WaitingMessages = dynamic(() => import("./waiting-messages.tsx").then((module) => module.WaitingMessages));

/** The padding is the row's own: what a contained row draws outside of itself (a focus ring) is cut off. */
const rowClasses =
  "px-4 py-4 sm:px-6 [contain-intrinsic-size:auto_12rem] [content-visibility:auto] print:[content-visibility:visible] data-marked:bg-accent-soft transition-colors rounded-box";
/** Answers side by side draw outside of the column. */
const wideRowClasses = "px-4 py-4 sm:px-6";

/**
 * The conversation's messages, at the end unless the reader is elsewhere.
 *
 * Rows out of view are in the page but not laid out (`content-visibility`): the browser's own search and scroll
 * anchoring go on working, which a list that takes rows out of the page would break.
 */
export function MessageList({ store, host }: { store: ChatStore; host: MessageHost }) {
  const t = useTranslations("chat");
  const rows = useLatestFirst(
    useChat(store, (state) => state.rows),
    { unless: hasKeptPlace(store) },
  );
  const hasOlder = useChat(store, (state) => state.hasOlder);
  const older = useChat(store, (state) => state.older);
  const outgoing = useChat(store, (state) => state.outgoing);
  const waiting = useChat(store, (state) => state.chat.queue.length > 0 || (state.outgoing?.waits ?? false));
  const growing = useChat(store, (state) => state.activeId !== null);
  const { scroller, content, atEnd, hasNews, scrollToEnd, letGo } = useFollowEnd({
    firstKey: rows[0]?.key,
    growing,
  });
  useKeptPlace(store, { scroller, rows, letGo });
  useArrival(store, { scroller, rows, letGo });
  useQuestionKeys(scroller, { letGo, scrollToEnd });
  const loadOlder = useCallback(() => void store.loadOlder(), [store]);
  const top = useReachesTop(scroller, hasOlder && older === "idle", loadOlder);

  // The external system is the layout: what one sends is what one looks at next.
  useEffect(() => {
    if (outgoing && outgoing.editOf === null) scrollToEnd();
  }, [outgoing, scrollToEnd]);

  return (
    <div className="relative min-h-0 flex-1 print:block">
      <section
        ref={scroller}
        // Scrolls with the keyboard: a region that scrolls and holds no control must take the focus.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
        aria-label={t("messages")}
        className="@container h-full overflow-y-auto overscroll-contain px-safe print:h-auto print:overflow-visible focus-visible:outline-offset-[-2px]"
      >
        <div ref={content} className="mx-auto w-full max-w-column pt-2 pb-6">
          {hasOlder && (
            <div ref={top} className="flex h-12 items-center justify-center">
              {older === "loading" && <Spinner />}
              {older === "failed" && (
                <Button size="small" onClick={loadOlder}>
                  {t("loadOlder")}
                </Button>
              )}
            </div>
          )}
          {rows.map((row, index) => (
            <div
              key={row.key}
              className={row.kind === "beside" ? wideRowClasses : rowClasses}
              {...("id" in row && { "data-message": row.id })}
              {...(row.kind === "beside" && startMark)}
            >
              <MessageRow store={store} row={row} last={index === rows.length - 1} host={host} />
            </div>
          ))}
          {waiting && <WaitingMessages store={store} />}
        </div>
      </section>
      <div
        aria-hidden
        className="pointer-events-none absolute inset-x-0 bottom-0 h-5 bg-linear-to-t from-paper print:hidden"
      />
      {!atEnd && (
        <div className="-translate-x-1/2 absolute bottom-3 left-1/2 animate-appear rounded-full bg-surface shadow-raised print:hidden">
          <Button
            size="small"
            onClick={scrollToEnd}
            aria-label={hasNews ? undefined : t("toEnd")}
            className={hasNews ? "rounded-full!" : "w-8 rounded-full! px-0!"}
          >
            <ArrowDown aria-hidden />
            {hasNews && t("newBelow")}
          </Button>
        </div>
      )}
    </div>
  );
}
