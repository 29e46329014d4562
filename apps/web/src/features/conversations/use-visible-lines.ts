"use client";

import { type RefObject, useEffect, useMemo, useState } from "react";
import { type VisibleLines, visibleLines } from "./visible-lines.ts";

/** Before the browser has said how high the list is, as much as a tall window shows. */
const firstHeight = 900;
/** How far beyond the view lines are drawn, and how far is scrolled before they are chosen again, in pixels. */
const margin = 360;
const step = 120;

/**
 * Draws only the lines in view, so that ten thousand cost what fifty do. The heights are known, so nothing is measured:
 * a library that measures (@tanstack/react-virtual) would be 10 kB of the first page's scripts.
 */
export function useVisibleLines(scroller: RefObject<HTMLElement | null>, heights: readonly number[]): VisibleLines {
  const [view, setView] = useState({ top: 0, height: firstHeight });

  // The external system is the list's scroll position and size.
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () => {
      const top = Math.floor(element.scrollTop / step) * step;
      const height = element.clientHeight + step;
      setView((seen) => (seen.top === top && seen.height === height ? seen : { top, height }));
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      sizes.disconnect();
    };
  }, [scroller]);

  return useMemo(() => visibleLines(heights, { ...view, margin }), [heights, view]);
}
