"use client";

import type { CommandEntry } from "@causerie/ui/command";
import { Archive, ArchiveRestore, LogOut, Pencil, Pin, PinOff, Share2, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type ConversationQuestion, useConversationActions, useConversations } from "../conversations/index.ts";

/** What one can do to the conversation that is open. */
export function useCurrentEntries(): CommandEntry[] {
  const t = useTranslations("palette");
  const { currentId, find, ask } = useConversations();
  const { change, setArchived } = useConversationActions();
  const conversation = currentId === null ? undefined : find(currentId);
  if (!conversation) return [];
  const { pinned, archived } = conversation;
  const entries: CommandEntry[] = [
    {
      id: "archive",
      label: archived ? t("unarchive") : t("archive"),
      icon: archived ? <ArchiveRestore /> : <Archive />,
      onSelect: () => void setArchived(conversation, !archived),
    },
  ];
  if (!archived) {
    entries.unshift({
      id: "pin",
      label: pinned ? t("unpin") : t("pin"),
      icon: pinned ? <PinOff /> : <Pin />,
      onSelect: () => void change(conversation, { pinned: !pinned }),
    });
  }
  const to = (kind: ConversationQuestion["kind"], icon: ReactNode): CommandEntry => ({
    id: kind,
    label: t(kind),
    icon,
    onSelect: () => ask({ kind, conversation }),
  });
  if (conversation.role !== "owner") return [...entries, to("leave", <LogOut />)];
  return [to("rename", <Pencil />), ...entries, to("share", <Share2 />), to("delete", <Trash2 />)];
}
