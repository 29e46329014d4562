"use client";

import type { ConversationView } from "@causerie/api/schemas";
import { createContext, useContext } from "react";

/** What the list of conversations needs from the page around it. */
export type ConversationsContextValue = {
  /** The conversation that is open; null: a new one, or another page. */
  currentId: string | null;
  /** Opens a conversation, or with null a new one; at one of its messages, if that is given. */
  open(id: string | null, messageId?: string): void;
  /** The reader is about to open it: what can be read ahead is. */
  onIntent(id: string): void;
  /** A conversation as it is known here, if it is. */
  find(id: string): ConversationView | undefined;
  /** It changed, here or on the server. */
  onChange(conversation: ConversationView): void;
  /** It was deleted here. */
  onRemove(id: string): void;
  /** Whether an answer is being written in it, or has ended since one was last there, as far as is known here. */
  activity: { subscribe(listener: () => void): () => void; of(id: string): "writing" | "unseen" | null };
  /** Asks what needs an answer before it is done; the answer is carried out there. */
  ask(question: ConversationQuestion): void;
};

export type ConversationQuestion = { kind: "rename" | "share" | "leave" | "delete"; conversation: ConversationView };

export const ConversationsContext = createContext<ConversationsContextValue | null>(null);

export function useConversations(): ConversationsContextValue {
  const value = useContext(ConversationsContext);
  if (!value) throw new Error("ConversationsContext is missing above this component");
  return value;
}
