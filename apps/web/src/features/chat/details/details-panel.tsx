"use client";

import { IconButton, Sheet } from "@causerie/ui";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useMediaQuery } from "../../conversations/index.ts";
import type { ChatStore } from "../store/chat-store.ts";
import { useChat } from "../store/use-chat.ts";
import { AnswerDetails } from "./answer-details.tsx";

/** The details of an answer, beside the conversation where there is room, over it where there is not. */
export function DetailsPanel({
  store,
  messageId,
  onClose,
}: {
  store: ChatStore;
  messageId: string;
  onClose: () => void;
}) {
  const t = useTranslations("chat");
  const beside = useMediaQuery("(min-width: 80rem)");
  const message = useChat(store, (state) => state.chat.messages.get(messageId));
  const panel = useRef<HTMLElement>(null);
  // The external system is the focus: it goes where the person looks, once for each answer that is looked at.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another answer is another reason to look
  useEffect(() => {
    panel.current?.focus();
  }, [messageId, beside]);
  if (!message) return null;
  if (!beside) {
    return (
      <Sheet
        open
        onOpenChange={(open) => !open && onClose()}
        side="right"
        title={t("details")}
        closeLabel={t("closeDetails")}
      >
        <AnswerDetails message={message} />
      </Sheet>
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onClose();
  };
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={t("details")}
      onKeyDown={onKeyDown}
      className="flex w-[23rem] shrink-0 flex-col border-line border-l bg-sunken outline-none"
    >
      <header className="flex h-14 shrink-0 items-center justify-between pr-2 pl-4">
        <h2 className="font-semibold">{t("details")}</h2>
        <IconButton label={t("closeDetails")} keys={["Esc"]} icon={<X />} onClick={onClose} />
      </header>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto focus-visible:outline-offset-[-2px]"
      >
        <AnswerDetails message={message} />
      </div>
    </aside>
  );
}
