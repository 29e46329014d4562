"use client";

import { useCallback, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import { followsAfterScroll, followTo, isAtEnd } from "./follow-end.ts";

/** Marks the row at whose beginning following stops: answers that are read side by side, the last of a conversation. */
export const startMark = { "data-start": "" };
/** What stays in sight above it, in pixels. */
const aboveStart = 8;

/** Moves the view to where following leads; false: that is not the end, and the reader goes on from there alone. */
function follow(box: HTMLElement, content: HTMLElement | null): boolean {
  const last = content?.lastElementChild;
  const row = [last, last?.previousElementSibling].find((each) => each?.hasAttribute("data-start"));
  const top = row && row.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop - aboveStart;
  box.scrollTop = followTo(box, top ?? null);
  return isAtEnd(box);
}

/**
 * Keeps a scrolled column at its end while the reader is there, and lets go as soon as they move up.
 *
 * @param rows.firstKey The key of the column's first row: when it changes, older rows came above, and what the reader sees
 *   stays where it is.
 * @param rows.growing Something is being written at the end; else what grows is a row that was guessed to be lower, and no news.
 */
export function useFollowEnd({ firstKey, growing }: { firstKey: string | undefined; growing: boolean }) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const before = useRef({ scrollTop: 0, scrollHeight: 0 });
  const [atEnd, setAtEnd] = useState(true);
  const [hasNews, setHasNews] = useState(false);

  const scrollToEnd = useCallback(() => {
    follows.current = true;
    setHasNews(false);
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, []);

  /** Follows the end no longer, until the reader goes there. */
  const letGo = useCallback(() => {
    follows.current = false;
  }, []);

  // Before the first paint, so that a conversation opens at its end and is never seen elsewhere.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box) follows.current = follow(box, content.current);
  }, []);

  // Distance to the end as it was before older rows were put above; the browser's own anchoring may have acted already.
  const fromEnd = useRef<{ firstKey: string | undefined; distance: number }>({ firstKey, distance: 0 });
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || fromEnd.current.firstKey === firstKey) return;
    if (follows.current) follows.current = follow(box, content.current);
    else if (fromEnd.current.firstKey !== undefined) box.scrollTop = box.scrollHeight - fromEnd.current.distance;
    fromEnd.current = { firstKey, distance: box.scrollHeight - box.scrollTop };
  }, [firstKey]);

  const isNews = useEffectEvent(() => growing);
  // The external system is the page's layout: what is in the column grows, and the reader scrolls it.
  useEffect(() => {
    const box = scroller.current;
    const inner = content.current;
    if (!box || !inner) return;
    const remember = () => {
      before.current = { scrollTop: box.scrollTop, scrollHeight: box.scrollHeight };
      fromEnd.current.distance = box.scrollHeight - box.scrollTop;
    };
    const onScroll = () => {
      follows.current = followsAfterScroll(follows.current, before.current, box);
      remember();
      setAtEnd(isAtEnd(box));
      if (follows.current) setHasNews(false);
    };
    let height = inner.offsetHeight;
    const onResize = () => {
      const grew = inner.offsetHeight > height;
      height = inner.offsetHeight;
      if (follows.current) follows.current = follow(box, inner);
      if (grew && !isAtEnd(box) && isNews()) setHasNews(true);
      remember();
      setAtEnd(isAtEnd(box));
    };
    const observer = new ResizeObserver(onResize);
    observer.observe(inner);
    observer.observe(box);
    box.addEventListener("scroll", onScroll, { passive: true });
    remember();
    return () => {
      observer.disconnect();
      box.removeEventListener("scroll", onScroll);
    };
  }, []);

  return { scroller, content, atEnd, hasNews, scrollToEnd, letGo };
}
