"use client";

import { useEffect } from "react";
import type { ChatStore } from "../store/chat-store.ts";

/**
 * How long a page in the background keeps its line to the server. A browser allows few lines to one server over all
 * tabs (six over HTTP/1.1); a tab that nobody looks at gives its own back, and catches up when it is looked at.
 */
const backgroundMs = 15_000;

/** Reads the conversation and listens to it while it is on the screen. The external system is the server's stream. */
export function useAttached(store: ChatStore) {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const attach = () => {
      clearTimeout(timer);
      store.attach();
    };
    const onVisibility = () => {
      clearTimeout(timer);
      if (document.visibilityState === "visible") attach();
      else timer = setTimeout(store.detach, backgroundMs);
    };
    void store.load();
    attach();
    document.addEventListener("visibilitychange", onVisibility);
    window.addEventListener("online", store.reconnect);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisibility);
      window.removeEventListener("online", store.reconnect);
      store.detach();
    };
  }, [store]);
}
