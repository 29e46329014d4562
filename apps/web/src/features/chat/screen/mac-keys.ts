"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether the reader's keyboard has Command instead of Control; false until the page is alive. */
export function useMacKeys(): boolean {
  return useSyncExternalStore(
    never,
    () => /Mac|iPhone|iPad/.test(navigator.userAgent),
    () => false,
  );
}
