"use client";

import { CommandDialog, type CommandEntry } from "@causerie/ui/command";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { filterEntries } from "./filter-entries.ts";
import type { PaletteKeys } from "./palette-view.ts";
import { useActionEntries } from "./use-action-entries.tsx";
import { useConversationEntries } from "./use-conversation-entries.tsx";
import { useCurrentEntries } from "./use-current-entries.tsx";
import { usePageEntries } from "./use-page-entries.tsx";

/** Reaches every conversation and action by a few letters. */
export function CommandPalette({
  keys,
  onClose,
  onHelp,
}: {
  keys: PaletteKeys;
  onClose: () => void;
  onHelp: () => void;
}) {
  const t = useTranslations("palette");
  const [query, setQuery] = useState("");
  const current = useCurrentEntries();
  const actions = useActionEntries({ keys, onHelp });
  const pages = usePageEntries();
  const found = useConversationEntries(query);
  /** Closed first: what an entry opens must be able to take the focus. */
  const closing = (entry: CommandEntry): CommandEntry => ({
    ...entry,
    onSelect() {
      onClose();
      entry.onSelect();
    },
  });
  const conversations = { label: t("groups.conversations"), entries: found.entries.map(closing) };
  const commands = [
    { label: t("groups.current"), entries: filterEntries(current, query).map(closing) },
    { label: t("groups.actions"), entries: filterEntries(actions, query).map(closing) },
    // Sixteen of them are for who looks for one.
    { label: t("groups.pages"), entries: query.trim() === "" ? [] : filterEntries(pages, query).map(closing) },
  ];
  // What the server finds arrives later: below, it moves nothing that the reader may be about to choose.
  const groups = query === "" ? [conversations, ...commands] : [...commands, conversations];
  return (
    <CommandDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("title")}
      placeholder={t("placeholder")}
      emptyLabel={found.settled ? t("empty") : t("searching")}
      query={query}
      onQueryChange={setQuery}
      groups={groups.filter((group) => group.entries.length > 0)}
      filter={false}
    />
  );
}
