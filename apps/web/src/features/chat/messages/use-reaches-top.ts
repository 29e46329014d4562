"use client";

import { type RefObject, useEffect, useRef } from "react";

/** How far before the top of what is loaded the older page is asked for, so that the reader never gets there first. */
const margin = "1600px 0px 0px 0px";

/** Calls `onReach` while a mark near the top of a scrolled column is near the view. The external system is the layout. */
export function useReachesTop(scroller: RefObject<HTMLElement | null>, enabled: boolean, onReach: () => void) {
  const mark = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!enabled || !mark.current) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onReach(), {
      root: scroller.current,
      rootMargin: margin,
    });
    observer.observe(mark.current);
    return () => observer.disconnect();
  }, [scroller, enabled, onReach]);
  return mark;
}
