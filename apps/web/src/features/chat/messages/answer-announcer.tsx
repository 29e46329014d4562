"use client";

import { isActive } from "@causerie/api/chat-fold";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useState } from "react";
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
  // Other texts (a language that was chosen meanwhile) must not begin the answer anew.
  const say = useEffectEvent((what: "answerBegins" | "answerEnded" | { text: string }) => {
    setSaid(typeof what === "string" ? t(what) : spokenText(what.text, t("codeBlock")));
  });
  useEffect(() => {
    let id: string | null = store.getState().activeId;
    let from = 0;
    // Not only now and then: an answer can begin and end within one pause.
    const unsubscribe = store.subscribe(() => {
      const { activeId } = store.getState();
      if (activeId === null || activeId === id) return;
      id = activeId;
      from = 0;
      say("answerBegins");
    });
    const timer = setInterval(() => {
      if (id === null) return;
      const { activeId, chat } = store.getState();
      const message = chat.messages.get(id);
      const text = message ? textOf(message) : "";
      const ended = !message?.run || !isActive(message.run.status);
      // It goes on, but the reader has gone over to another branch.
      if (!ended && id !== activeId) {
        id = activeId;
        return;
      }
      const end = ended ? text.length : endOfSentences(text, from);
      if (end > from) {
        say({ text: text.slice(from, end) });
        from = end;
      } else if (ended) {
        id = null;
        say("answerEnded");
      }
    }, pauseMs);
    return () => {
      unsubscribe();
      clearInterval(timer);
    };
  }, [store]);
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}
