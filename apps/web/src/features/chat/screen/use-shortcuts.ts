"use client";

import { useEffect, useEffectEvent } from "react";
import { type ShortcutName, shortcutOf } from "./shortcuts.ts";

/** Answers the app's keys wherever the focus is. The external system is the keyboard. */
export function useShortcuts(actions: Record<ShortcutName, () => void>) {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const shortcut = shortcutOf(event, { typing: isTyping(event.target) });
    if (!shortcut) return;
    event.preventDefault();
    actions[shortcut]();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}
