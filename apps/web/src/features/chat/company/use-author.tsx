"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useMemo } from "react";
import { useWorkspace } from "../screen/workspace-context.ts";
import type { ChatStore } from "../store/chat-store.ts";
import { useChat } from "../store/use-chat.ts";
import { Avatar } from "./avatar.tsx";

export type Author = { name: string; own: boolean; mark: ReactNode };

/** Who wrote a message, where several people do; undefined in a conversation of one's own, and of what no person wrote. */
export function useAuthor(store: ChatStore, authorId: string | null): Author | undefined {
  const t = useTranslations("chat");
  const { userId } = useWorkspace();
  const id = authorId === "self" ? userId : authorId;
  const shared = useChat(store, (state) => state.chat.conversation?.shared ?? false);
  const known = useChat(store, (state) => (id === null ? undefined : state.company.people.get(id)?.username));
  return useMemo(() => {
    if (!shared) return undefined;
    const name = known ?? (id === userId ? t("you") : t("someone"));
    return { name, own: id === userId, mark: <Avatar name={name} /> };
  }, [shared, known, id, userId, t]);
}
