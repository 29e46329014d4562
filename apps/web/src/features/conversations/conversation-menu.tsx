"use client";

import type { ConversationView } from "@causerie/api/schemas";
import { DropdownMenu, DropdownMenuItem, DropdownMenuSeparator } from "@causerie/ui";
import { Archive, ArchiveRestore, Download, LogOut, Pencil, Pin, PinOff, Share2, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactElement } from "react";
import { useConversations } from "./conversations-context.ts";
import { exportLinks } from "./export-links.ts";
import { useConversationActions } from "./use-conversation-actions.ts";

/** What one can do to a conversation, behind one button: to another's, what is for a member to do. */
export function ConversationMenu({
  conversation,
  trigger,
  align = "start",
  onRename,
}: {
  conversation: ConversationView;
  trigger: ReactElement;
  align?: "start" | "end";
  /** Renames in place; without it, a dialog asks. */
  onRename?: () => void;
}) {
  const t = useTranslations("conversations");
  const { ask } = useConversations();
  const { change, setArchived } = useConversationActions();
  const { pinned, archived } = conversation;
  const isOwner = conversation.role === "owner";
  return (
    <DropdownMenu trigger={trigger} align={align}>
      {isOwner && (
        <>
          <DropdownMenuItem icon={<Pencil />} onSelect={onRename ?? (() => ask({ kind: "rename", conversation }))}>
            {t("rename")}
          </DropdownMenuItem>
          <DropdownMenuItem icon={<Share2 />} onSelect={() => ask({ kind: "share", conversation })}>
            {t("share")}
          </DropdownMenuItem>
        </>
      )}
      {!archived && (
        <DropdownMenuItem
          icon={pinned ? <PinOff /> : <Pin />}
          onSelect={() => void change(conversation, { pinned: !pinned })}
        >
          {pinned ? t("unpin") : t("pin")}
        </DropdownMenuItem>
      )}
      <DropdownMenuItem
        icon={archived ? <ArchiveRestore /> : <Archive />}
        onSelect={() => void setArchived(conversation, !archived)}
      >
        {archived ? t("unarchive") : t("archive")}
      </DropdownMenuItem>
      <DropdownMenuSeparator />
      {exportLinks(conversation.id).map(({ href, name }) => (
        <DropdownMenuItem key={name} asChild>
          <a href={href} download>
            <Download aria-hidden />
            {t("exportAs", { format: name })}
          </a>
        </DropdownMenuItem>
      ))}
      <DropdownMenuSeparator />
      {isOwner ? (
        <DropdownMenuItem icon={<Trash2 />} tone="danger" onSelect={() => ask({ kind: "delete", conversation })}>
          {t("delete")}
        </DropdownMenuItem>
      ) : (
        <DropdownMenuItem icon={<LogOut />} tone="danger" onSelect={() => ask({ kind: "leave", conversation })}>
          {t("leave")}
        </DropdownMenuItem>
      )}
    </DropdownMenu>
  );
}
