"use client";

import { useSyncExternalStore } from "react";
import type { ChatStore } from "./chat-store.ts";
import type { ChatStoreState } from "./chat-store-state.ts";

/**
 * A part of a conversation's state. The component draws again only when that part is another one, so `select` must
 * return the same object while nothing changed.
 */
export function useChat<T>(store: ChatStore, select: (state: ChatStoreState) => T): T {
  const read = () => select(store.getState());
  return useSyncExternalStore(store.subscribe, read, read);
}
