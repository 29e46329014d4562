"use client";

import { IconButton } from "@causerie/ui";
import { ArrowLeft, PanelLeftClose, SquarePen } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { isPlainClick } from "#components/is-plain-click.ts";
import { Wordmark } from "#components/wordmark.tsx";
import { ConversationList } from "./conversation-list.tsx";
import { useConversations } from "./conversations-context.ts";
import { SearchField } from "./search-field.tsx";
import { UserMenu } from "./user-menu.tsx";

const SearchResults = dynamic(() => import("./search-results.tsx").then((module) => module.SearchResults), {
  ssr: false,
});

/** The way to every conversation: a new one, search, the list by day, the archive, and who is signed in. */
export function Sidebar({
  onCollapse,
  onOpen,
  onKeys,
  newChatKeys,
  collapseKeys,
}: {
  onCollapse: () => void;
  /** Something was opened: a drawer closes. */
  onOpen?: () => void;
  onKeys: () => void;
  newChatKeys?: readonly string[];
  collapseKeys?: readonly string[];
}) {
  const t = useTranslations("conversations");
  const { open } = useConversations();
  const [query, setQuery] = useState("");
  const [archived, setArchived] = useState(false);
  const opened = onOpen && { onOpen };
  return (
    <nav data-sidebar aria-label={t("conversations")} className="flex h-full min-h-0 flex-col">
      <div className="flex h-14 shrink-0 items-center justify-between pr-2 pl-4">
        <Wordmark
          onClick={(event) => {
            if (!isPlainClick(event)) return;
            event.preventDefault();
            open(null);
            onOpen?.();
          }}
        />
        <div className="flex gap-1">
          <IconButton
            label={t("collapse")}
            icon={<PanelLeftClose />}
            onClick={onCollapse}
            {...(collapseKeys && { keys: collapseKeys })}
          />
          <IconButton
            label={t("new")}
            icon={<SquarePen />}
            {...(newChatKeys && { keys: newChatKeys })}
            onClick={() => {
              open(null);
              onOpen?.();
            }}
          />
        </div>
      </div>
      <div className="shrink-0 px-2 pb-1">
        <SearchField value={query} onChange={setQuery} />
      </div>
      <div className="flex min-h-0 flex-1 flex-col">
        {archived && (
          <button
            type="button"
            onClick={() => setArchived(false)}
            className="mx-2 flex h-9 touch-target shrink-0 items-center gap-2 rounded-box px-2 text-sm hover:bg-fill/60"
          >
            <ArrowLeft aria-hidden className="size-4" />
            {t("archivedList")}
          </button>
        )}
        {query.trim() === "" ? (
          <ConversationList key={String(archived)} archived={archived} {...opened} />
        ) : (
          <SearchResults query={query} {...opened} />
        )}
      </div>
      <div className="shrink-0 border-line border-t p-2">
        <UserMenu onArchive={() => setArchived(true)} onKeys={onKeys} />
      </div>
    </nav>
  );
}
