"use client";

import { startTransition, useEffect, useState } from "react";
import type { Row } from "../store/chat-store-state.ts";

/** More than a screen of the shortest exchanges; what lies above is not seen when a conversation opens. */
const firstRows = 12;

/**
 * The end of a conversation at once, so that opening one answers the click, and the rest as soon as that is on the
 * screen. The external system is the frame that is drawn in between.
 *
 * @param options.unless What is to be seen first is not the end.
 */
export function useLatestFirst(rows: readonly Row[], { unless }: { unless: boolean }): readonly Row[] {
  const [all, setAll] = useState(unless || rows.length <= firstRows);
  useEffect(() => {
    const frame = requestAnimationFrame(() => startTransition(() => setAll(true)));
    return () => cancelAnimationFrame(frame);
  }, []);
  return all ? rows : rows.slice(-firstRows);
}
