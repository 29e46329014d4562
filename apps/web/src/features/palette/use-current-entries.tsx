"use client";

import type { CommandEntry } from "@causerie/ui/command";
import { Archive, ArchiveRestore, Pencil, Pin, PinOff, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useConversationActions, useConversations } from "../conversations/index.ts";

/** What one can do to the conversation that is open. */
export function useCurrentEntries(): CommandEntry[] {
  const t = useTranslations("palette");
  const { currentId, find, ask } = useConversations();
  const { change, setArchived } = useConversationActions();
  const conversation = currentId === null ? undefined : find(currentId);
  if (!conversation) return [];
  const { pinned, archived } = conversation;
  const entries: CommandEntry[] = [
    { id: "rename", label: t("rename"), icon: <Pencil />, onSelect: () => ask({ kind: "rename", conversation }) },
    {
      id: "archive",
      label: archived ? t("unarchive") : t("archive"),
      icon: archived ? <ArchiveRestore /> : <Archive />,
      onSelect: () => void setArchived(conversation, !archived),
    },
    { id: "delete", label: t("delete"), icon: <Trash2 />, onSelect: () => ask({ kind: "delete", conversation }) },
  ];
  if (!archived) {
    entries.unshift({
      id: "pin",
      label: pinned ? t("unpin") : t("pin"),
      icon: pinned ? <PinOff /> : <Pin />,
      onSelect: () => void change(conversation, { pinned: !pinned }),
    });
  }
  return entries;
}
