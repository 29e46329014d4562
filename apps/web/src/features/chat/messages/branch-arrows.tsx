"use client";

import { siblingsOf } from "@causerie/api/chat-fold";
import type { MessageView } from "@causerie/api/schemas";
import { IconButton, toast } from "@causerie/ui";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { type MouseEvent, useEffect, useRef } from "react";
import { useErrorText } from "#trpc/use-error-text.ts";
import type { ChatStore } from "../store/chat-store.ts";
import type { ChatStoreState } from "../store/chat-store-state.ts";
import { useChat } from "../store/use-chat.ts";

/** Which button the focus was on when the reader went over to another branch. */
let pressed: "previous" | "next" | null = null;

/** Leads to the other wordings of a message or the other answers to a question: "2/3". Nothing where there is no choice. */
export function BranchArrows({ store, message }: { store: ChatStore; message: MessageView }) {
  const t = useTranslations("chat");
  const errorText = useErrorText();
  const choices = useChat(store, (state) => choicesOf(state, message));
  const group = useRef<HTMLDivElement>(null);

  // The external system is the focus: the arrows stand on the other message now, and so does whoever pressed one.
  useEffect(() => {
    if (!pressed || store.getState().arrival?.messageId !== message.id) return;
    group.current?.querySelector<HTMLElement>(`[data-arrow=${pressed}]`)?.focus({ preventScroll: true });
    pressed = null;
  }, [store, message.id]);

  if (choices === "") return null;
  const ids = choices.split(" ");
  const index = ids.indexOf(message.id);
  const go = (direction: "previous" | "next") => (event: MouseEvent) => {
    const target = ids[index + (direction === "previous" ? -1 : 1)];
    if (target === undefined) return;
    pressed = direction;
    const row = event.currentTarget.closest("[data-message]") ?? event.currentTarget;
    store.goToSibling(target, row.getBoundingClientRect().top).catch((error: unknown) => {
      pressed = null;
      toast({ tone: "danger", message: errorText(error) });
    });
  };
  const version = t("version", { index: index + 1, count: ids.length });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields
    <div ref={group} role="group" aria-label={version} className="flex items-center">
      <IconButton
        label={t("previousVersion")}
        icon={<ChevronLeft />}
        data-arrow="previous"
        aria-disabled={index === 0 || undefined}
        onClick={go("previous")}
        className="aria-disabled:opacity-40"
      />
      <span aria-hidden className="min-w-7 text-center text-ink-muted text-xs tabular-nums">
        {index + 1}/{ids.length}
      </span>
      <IconButton
        label={t("nextVersion")}
        icon={<ChevronRight />}
        data-arrow="next"
        aria-disabled={index === ids.length - 1 || undefined}
        onClick={go("next")}
        className="aria-disabled:opacity-40"
      />
    </div>
  );
}

/** The ids of a message and its siblings, as one string that is the same while they are; empty: it has none. */
function choicesOf({ chat }: ChatStoreState, message: MessageView): string {
  // Of most messages there is but one; that must cost nothing, each time that another grows.
  if (message.siblingIds.length < 2 && (chat.tree.get(message.parentId)?.length ?? 0) < 2) return "";
  const ids = siblingsOf(chat, message);
  return ids.length < 2 ? "" : ids.join(" ");
}
