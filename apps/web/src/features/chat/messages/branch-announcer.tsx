"use client";

import { useTranslations } from "next-intl";
import type { ChatStore } from "../store/chat-store.ts";
import { useChat } from "../store/use-chat.ts";

/** Tells screen readers to which branch the reader has gone over. */
export function BranchAnnouncer({ store }: { store: ChatStore }) {
  const t = useTranslations("chat");
  const arrival = useChat(store, (state) => state.arrival);
  return (
    <p aria-live="polite" className="sr-only">
      {arrival && t("version", { index: arrival.index, count: arrival.count })}
    </p>
  );
}
