"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { endOfSentences, spokenText } from "../lib/spoken.ts";
import type { ChatStore } from "../store/chat-store.ts";
import { textOf } from "../store/chat-store-state.ts";

/** How often at most something is said, so that the reader's own navigation is heard in between. */
const pauseMs = 1_200;

/**
 * Reads an answer out to screen readers while it is written, by whole sentences. The external systems are the
 * conversation's store and, through the live region, the screen reader.
 */
export function AnswerAnnouncer({ store }: { store: ChatStore }) {
  const t = useTranslations("chat");
  const [said, setSaid] = useState("");
  useEffect(() => {
    let id: string | null = store.getState().activeId;
    let from = 0;
    const timer = setInterval(() => {
      const { activeId, chat } = store.getState();
      const message = id ? chat.messages.get(id) : undefined;
      const text = message ? textOf(message) : "";
      const ended = id !== null && id !== activeId;
      const end = ended ? text.length : endOfSentences(text, from);
      if (end > from) {
        setSaid(spokenText(text.slice(from, end), t("codeBlock")));
        from = end;
      } else if (ended) {
        id = null;
        setSaid(t("answerEnded"));
      }
      if (id === null && activeId !== null) {
        id = activeId;
        from = 0;
        setSaid(t("answerBegins"));
      }
    }, pauseMs);
    return () => clearInterval(timer);
  }, [store, t]);
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}
