"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ChatStore } from "../store/chat-store.ts";
import { useChat } from "../store/use-chat.ts";

const suggestions = ["first", "second", "third"] as const;

/**
 * Three real things to try. One that is chosen goes into the composer, to be changed or sent; what someone has begun to write there
 * is never replaced by it. Their room stays, so that nothing moves at the first letter.
 */
export function Suggestions({ store, onTry }: { store: ChatStore; onTry: (text: string) => void }) {
  const t = useTranslations("chat");
  const writing = useChat(store, ({ draft }) => draft.trim() !== "");
  return (
    <section
      aria-label={t("try")}
      className={clsx(
        "mx-auto mb-auto w-full max-w-column px-4 pt-2 pb-8 sm:px-6 sm:pb-[10vh]",
        writing && "invisible",
      )}
    >
      <ul className="flex flex-col">
        {suggestions.map((key) => (
          <li key={key} className="border-line not-first:border-t">
            <button
              type="button"
              onClick={() => onTry(t(`suggestions.${key}.text`))}
              className="flex min-h-11 w-full items-baseline gap-3 rounded-box px-3 py-2.5 text-left hover:bg-fill/60"
            >
              <span className="w-24 shrink-0 font-medium text-sm max-sm:hidden">{t(`suggestions.${key}.label`)}</span>
              <span className="min-w-0 flex-1 text-ink-muted text-sm">{t(`suggestions.${key}.text`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
