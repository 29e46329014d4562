"use client";

import { DropdownMenu, DropdownMenuItem, DropdownMenuSeparator, IconButton } from "@causerie/ui";
import { Ellipsis, GitFork, Link, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { MessageCommands } from "./use-message-commands.ts";

/** What one does with a message more rarely. */
export function MessageMenu({ commands }: { commands: MessageCommands }) {
  const t = useTranslations("chat");
  const { fork, copyLink, remove } = commands;
  return (
    <DropdownMenu trigger={<IconButton label={t("more")} icon={<Ellipsis />} />}>
      <DropdownMenuItem icon={<GitFork />} onSelect={fork}>
        {t("fork")}
      </DropdownMenuItem>
      <DropdownMenuItem icon={<Link />} onSelect={copyLink}>
        {t("copyLink")}
      </DropdownMenuItem>
      {remove && (
        <>
          <DropdownMenuSeparator />
          <DropdownMenuItem icon={<Trash2 />} tone="danger" onSelect={remove}>
            {t("delete")}
          </DropdownMenuItem>
        </>
      )}
    </DropdownMenu>
  );
}
