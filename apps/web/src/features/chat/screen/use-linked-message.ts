"use client";

import { toast } from "@causerie/ui";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent } from "react";
import type { ChatStore } from "../store/chat-store.ts";
import { useChat } from "../store/use-chat.ts";
import { messageParameter, pathOf } from "./paths.ts";

/**
 * Leads to the message that the address names, once, and gives the conversation its plain address again: the branch is
 * remembered, and the same link works a second time. The external systems are the address and the server.
 */
export function useLinkedMessage(store: ChatStore) {
  const t = useTranslations("chat");
  const messageId = useSearchParams().get(messageParameter);
  const ready = useChat(store, (state) => state.load === "ready" && state.conversationId !== null);
  const notThere = useEffectEvent(() => toast({ message: t("noSuchMessage") }));
  useEffect(() => {
    if (!messageId || !ready) return;
    const { conversationId } = store.getState();
    if (window.location.pathname !== pathOf(conversationId)) return;
    window.history.replaceState(null, "", pathOf(conversationId));
    store.reveal(messageId).then(
      (found) => found || notThere(),
      () => notThere(),
    );
  }, [messageId, ready, store]);
}
