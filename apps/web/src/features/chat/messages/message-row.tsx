"use client";

import dynamic from "next/dynamic";
import { memo, useCallback } from "react";
import { useAuthor } from "../company/use-author.tsx";
import type { ChatStore } from "../store/chat-store.ts";
import { type Row, textOf } from "../store/chat-store-state.ts";
import { useChat } from "../store/use-chat.ts";
import { AssistantMessage } from "./assistant-message.tsx";
import { MessageActions } from "./message-actions.tsx";
import { useMessageCommands } from "./use-message-commands.ts";
import { UserMessage } from "./user-message.tsx";
import { WaitingDots } from "./waiting-dots.tsx";

const MessageEditor = dynamic(() => import("./message-editor.tsx").then((module) => module.MessageEditor));
const SideBySide = dynamic(() => import("./side-by-side.tsx").then((module) => module.SideBySide));

/** What a message asks of the page around it. */
export type MessageHost = {
  onDetails: (messageId: string) => void;
  onDelete: (messageId: string) => void;
  /** The message is no longer being worded anew: the focus has no place. */
  onEdited: () => void;
};

/** One line of the conversation. It draws again only when its own message changed, so that only the growing one does. */
export const MessageRow = memo(function MessageRow({
  store,
  row,
  last,
  host,
}: {
  store: ChatStore;
  row: Row;
  last: boolean;
  host: MessageHost;
}) {
  const id = row.kind === "message" ? row.id : null;
  const message = useChat(store, (state) => (id === null ? undefined : state.chat.messages.get(id)));
  const thoughtMs = useChat(store, (state) => (message?.run ? state.thoughtMs.get(message.run.id) : undefined));
  const editing = useChat(store, (state) => (id !== null && state.editing?.messageId === id ? state.editing : null));
  const author = useAuthor(store, row.kind === "outgoing" ? "self" : (message?.authorId ?? null));
  const commands = useMessageCommands(store, message, { last, onDelete: host.onDelete });
  const showDetails = useCallback(() => {
    if (id !== null) host.onDetails(id);
  }, [id, host]);

  if (row.kind === "outgoing") return <UserMessage text={row.text} sending author={author} />;
  if (row.kind === "waiting") return <WaitingDots />;
  if (row.kind === "beside") return <SideBySide store={store} host={host} />;
  if (!message || !commands) return null;
  if (message.role === "user") {
    if (editing) return <MessageEditor store={store} editing={editing} onClose={host.onEdited} />;
    return (
      <UserMessage text={textOf(message)} author={author}>
        <div className="mt-1">
          <MessageActions store={store} message={message} commands={commands} last={false} />
        </div>
      </UserMessage>
    );
  }
  return (
    <AssistantMessage message={message} thoughtMs={thoughtMs} commands={commands}>
      <MessageActions store={store} message={message} commands={commands} last={last} onDetails={showDetails} />
    </AssistantMessage>
  );
});
