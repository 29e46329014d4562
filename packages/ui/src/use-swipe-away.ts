"use client";

import { type PointerEvent, useRef } from "react";

/** How far a finger draws the drawer before it goes, in pixels; or how fast, in pixels a millisecond. */
const farPx = 90;
const fast = 0.5;
/** A finger that moved less has not said yet where it goes. */
const undecidedPx = 8;

type Drag = { id: number; x: number; y: number; at: number; decided: boolean };

/**
 * Handlers for a drawer that a finger draws out of sight, to the side where it came from. What scrolls upright in it goes on
 * scrolling: give it `touch-pan-y`.
 */
export function useSwipeAway(side: "left" | "right", onAway: () => void) {
  const drag = useRef<Drag | null>(null);
  const outwards = (x: number) => Math.max(0, side === "left" ? -x : x);

  const release = (drawer: HTMLElement) => {
    drag.current = null;
    drawer.style.translate = "";
  };
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.pointerType !== "touch" || !event.isPrimary) return;
      const { pointerId: id, clientX: x, clientY: y, timeStamp: at } = event;
      drag.current = { id, x, y, at, decided: false };
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const current = drag.current;
      if (current?.id !== event.pointerId) return;
      const across = event.clientX - current.x;
      const along = Math.abs(event.clientY - current.y);
      if (!current.decided) {
        if (Math.max(Math.abs(across), along) < undecidedPx) return;
        if (along > outwards(across)) {
          drag.current = null;
          return;
        }
        current.decided = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }
      event.currentTarget.style.translate = `${side === "left" ? -outwards(across) : outwards(across)}px`;
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const current = drag.current;
      if (current?.id !== event.pointerId) return;
      const moved = outwards(event.clientX - current.x);
      const isAway = current.decided && (moved > farPx || moved / Math.max(1, event.timeStamp - current.at) > fast);
      // What goes away does so from where the finger left it.
      if (isAway) drag.current = null;
      else release(event.currentTarget);
      if (isAway) onAway();
    },
    onPointerCancel(event: PointerEvent<HTMLElement>) {
      if (drag.current?.id === event.pointerId) release(event.currentTarget);
    },
  };
}
