"use client";

import { type RefObject, useEffect, useLayoutEffect } from "react";
import type { ChatStore } from "../store/chat-store.ts";
import type { Row } from "../store/chat-store-state.ts";
import { useChat } from "../store/use-chat.ts";

/** How long the message that a link leads to is marked. */
const markedMs = 2_500;

/**
 * Has the reader find their place again: after going over to another branch, where the fork stood on the screen; after
 * following a link, at its message. The external system is the layout.
 */
export function useArrival(
  store: ChatStore,
  { scroller, rows, letGo }: { scroller: RefObject<HTMLElement | null>; rows: readonly Row[]; letGo: () => void },
) {
  const arrival = useChat(store, (state) => state.arrival);
  const markedId = useChat(store, (state) => state.markedId);

  useLayoutEffect(() => {
    const row = arrival && rowOf(scroller.current, arrival.messageId);
    if (!row || !scroller.current) return;
    letGo();
    scroller.current.scrollTop += row.getBoundingClientRect().top - arrival.top;
  }, [arrival, scroller, letGo]);

  useEffect(() => {
    const row = markedId === null ? null : rowOf(scroller.current, markedId);
    // Not drawn yet: the rows that come next are another reason to look.
    if (!row || rows.length === 0) return;
    letGo();
    row.scrollIntoView({ block: "center" });
    // Rows out of view are as high as was guessed, until they come into view.
    const frame = requestAnimationFrame(() => row.scrollIntoView({ block: "center" }));
    row.setAttribute("data-marked", "");
    const timer = setTimeout(() => {
      row.removeAttribute("data-marked");
      store.unmark();
    }, markedMs);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      row.removeAttribute("data-marked");
    };
  }, [markedId, rows, scroller, letGo, store]);
}

function rowOf(scroller: HTMLElement | null, messageId: string): HTMLElement | null {
  return scroller?.querySelector<HTMLElement>(`[data-message="${CSS.escape(messageId)}"]`) ?? null;
}
