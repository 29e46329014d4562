"use client";

import { type RefObject, useLayoutEffect } from "react";
import type { ChatStore } from "../store/chat-store.ts";
import type { Row } from "../store/chat-store-state.ts";
import { isAtEnd } from "./follow-end.ts";

/** The message at the view's upper edge, and how far above that edge it began, in pixels. */
type Place = { messageId: string; above: number };

const places = new WeakMap<ChatStore, Place>();

/**
 * Brings the reader back to where they were in a conversation that they left for another; who was at its end is at its end. The
 * external system is the layout.
 */
export function useKeptPlace(
  store: ChatStore,
  { scroller, rows, letGo }: { scroller: RefObject<HTMLElement | null>; rows: readonly Row[]; letGo: () => void },
) {
  useLayoutEffect(() => {
    const box = scroller.current;
    const place = places.get(store);
    const row = place && box?.querySelector(`[data-message="${CSS.escape(place.messageId)}"]`);
    // Not drawn yet: the rows that come next are another reason to look.
    if (!box || !row || rows.length === 0) return;
    places.delete(store);
    letGo();
    const go = () => {
      box.scrollTop += row.getBoundingClientRect().top - box.getBoundingClientRect().top + place.above;
    };
    go();
    // Rows out of view are as high as was guessed, until they come into view: the frame after the one that draws them.
    let frame = requestAnimationFrame(() => {
      go();
      frame = requestAnimationFrame(go);
    });
    return () => cancelAnimationFrame(frame);
  }, [store, scroller, rows, letGo]);

  useLayoutEffect(() => {
    const box = scroller.current;
    return () => {
      const place = box && placeOf(box);
      if (place) places.set(store, place);
      else places.delete(store);
    };
  }, [store, scroller]);
}

/** Whether the reader left this conversation elsewhere than at its end. */
export function hasKeptPlace(store: ChatStore): boolean {
  return places.has(store);
}

/** Null: at the end. */
function placeOf(box: HTMLElement): Place | null {
  if (isAtEnd(box)) return null;
  const top = box.getBoundingClientRect().top;
  for (const row of box.querySelectorAll<HTMLElement>("[data-message]")) {
    const { top: rowTop, bottom } = row.getBoundingClientRect();
    if (bottom > top) return { messageId: row.dataset.message ?? "", above: top - rowTop };
  }
  return null;
}
