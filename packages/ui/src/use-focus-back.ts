"use client";

import { useRef } from "react";

/**
 * Gives the focus back to where it was when a window closes that has no trigger, which is all that Radix would look for. Unless
 * it has gone somewhere else by then, to what was opened from the window.
 */
export function useFocusBack(hasTrigger: boolean) {
  const before = useRef<Element | null>(null);
  return {
    /** Before the window takes the focus. */
    remember() {
      before.current = document.activeElement;
    },
    onCloseAutoFocus(event: Event) {
      const { activeElement, body } = document;
      const back = before.current;
      if (hasTrigger || activeElement !== body || back === body || !(back instanceof HTMLElement)) return;
      event.preventDefault();
      back.focus({ preventScroll: true });
    },
  };
}
