"use client";

import { toast } from "@causerie/ui";
import { memo, useCallback } from "react";
import { useErrorText } from "#trpc/use-error-text.ts";
import type { ChatStore } from "../store/chat-store.ts";
import { type Row, textOf } from "../store/chat-store-state.ts";
import { useChat } from "../store/use-chat.ts";
import { AssistantMessage } from "./assistant-message.tsx";
import { UserMessage } from "./user-message.tsx";
import { WaitingDots } from "./waiting-dots.tsx";

/** One line of the conversation. It draws again only when its own message changed, so that only the growing one does. */
export const MessageRow = memo(function MessageRow({
  store,
  row,
  last,
  onDetails,
}: {
  store: ChatStore;
  row: Row;
  last: boolean;
  onDetails: (messageId: string) => void;
}) {
  const errorText = useErrorText();
  const id = row.kind === "message" ? row.id : null;
  const message = useChat(store, (state) => (id === null ? undefined : state.chat.messages.get(id)));
  const thoughtMs = useChat(store, (state) => (message?.run ? state.thoughtMs.get(message.run.id) : undefined));
  // A branch can go on from any answer, but not while another is being written or in an archived conversation.
  const canRegenerate = useChat(
    store,
    (state) => state.activeId === null && state.outgoing === null && state.chat.conversation?.archived !== true,
  );
  const regenerate = useCallback(
    (model: string) => {
      if (id === null) return;
      store.regenerate(id, model).catch((error: unknown) => toast({ tone: "danger", message: errorText(error) }));
    },
    [store, id, errorText],
  );
  const showDetails = useCallback(() => {
    if (id !== null) onDetails(id);
  }, [id, onDetails]);

  if (row.kind === "outgoing") return <UserMessage text={row.text} sending />;
  if (row.kind === "waiting") return <WaitingDots />;
  if (!message) return null;
  if (message.role === "user") return <UserMessage text={textOf(message)} />;
  return (
    <AssistantMessage
      message={message}
      thoughtMs={thoughtMs}
      last={last}
      onRegenerate={canRegenerate && last ? regenerate : undefined}
      onDetails={showDetails}
    />
  );
});
