"use client";

import { useTranslations } from "next-intl";
import type { ChatStore } from "../store/chat-store.ts";
import { useChat } from "../store/use-chat.ts";

/** Who is writing a message now. Its line is always there in company, so that nothing moves. */
export function TypingLine({ store }: { store: ChatStore }) {
  const t = useTranslations("chat");
  const names = useChat(store, ({ company }) =>
    [...company.typingUntil.keys()].map((id) => company.people.get(id)?.username ?? t("someone")).join("\n"),
  );
  const all = names === "" ? [] : names.split("\n");
  const [first = "", second = ""] = all;
  return (
    <p aria-live="polite" className="h-5 truncate px-2 text-ink-muted text-xs">
      {all.length === 1 && t("typingOne", { name: first })}
      {all.length === 2 && t("typingTwo", { name: first, other: second })}
      {all.length > 2 && t("typingMany", { count: all.length })}
    </p>
  );
}
