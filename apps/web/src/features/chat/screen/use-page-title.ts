"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { ChatStore } from "../store/chat-store.ts";
import { useChat } from "../store/use-chat.ts";
import type { TabMark } from "./tab-icon.ts";

// Nobody waits for it, and the page's first load is counted in bytes.
const mark = (what: TabMark) => void import("./tab-icon.ts").then(({ markTabIcon }) => markTabIcon(what));

/**
 * Names the browser's tab after the conversation, also when it was opened without loading a page, and says there that an answer
 * is being written, or has ended while nobody looked. The external systems are the tab and whether it is seen.
 */
export function usePageTitle(store: ChatStore) {
  const t = useTranslations("common");
  const title = useChat(store, (state) => state.chat.conversation?.title ?? null);
  const writing = useChat(store, (state) => state.activeId !== null);
  const [unseen, setUnseen] = useState(false);

  useEffect(() => {
    if (!writing) return;
    // Runs when the answer has ended, or when another conversation takes this one's place.
    return () => setUnseen(document.visibilityState === "hidden");
  }, [writing]);
  useEffect(() => {
    const onVisibility = () => document.visibilityState === "visible" && setUnseen(false);
    document.addEventListener("visibilitychange", onVisibility);
    return () => document.removeEventListener("visibilitychange", onVisibility);
  }, []);

  useEffect(() => {
    const name = title === null ? t("appName") : `${title} · ${t("appName")}`;
    document.title = unseen ? `● ${name}` : name;
  }, [title, unseen, t]);
  useEffect(() => {
    if (!writing && !unseen) return;
    mark(writing ? "writing" : "unseen");
    return () => mark(null);
  }, [writing, unseen]);
}
