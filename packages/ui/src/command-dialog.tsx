"use client";

import { Command } from "cmdk";
import { Search } from "lucide-react";
import * as RadixDialog from "radix-ui/dialog";
import type { ReactNode } from "react";
import { Kbd } from "./kbd.tsx";
import { menuItem, overlay } from "./overlay-styles.ts";
import { useFocusBack } from "./use-focus-back.ts";

export type CommandEntry = {
  /** Unique among all entries. */
  id: string;
  label: string;
  /** Further words it is found by. */
  keywords?: readonly string[];
  icon?: ReactNode;
  hint?: string;
  keys?: readonly string[];
  onSelect: () => void;
};

export type CommandDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The dialog's name for screen readers. */
  title: string;
  placeholder: string;
  emptyLabel: string;
  query: string;
  onQueryChange: (query: string) => void;
  groups: readonly { label: string; entries: readonly CommandEntry[] }[];
  /** False when the caller has filtered already (a search on the server). */
  filter?: boolean;
};

/** The command palette: type to find, arrows to move, Enter to go. Loaded when it is first opened. */
export function CommandDialog({
  open,
  onOpenChange,
  title,
  placeholder,
  emptyLabel,
  query,
  onQueryChange,
  groups,
  filter = true,
}: CommandDialogProps) {
  const focusBack = useFocusBack(false);
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={overlay} />
        <RadixDialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={focusBack.remember}
          onCloseAutoFocus={focusBack.onCloseAutoFocus}
          className="fixed inset-x-4 top-[max(1rem,12dvh)] z-50 mx-auto max-w-xl overflow-hidden rounded-box border border-line bg-surface shadow-raised data-[state=closed]:animate-vanish data-[state=open]:animate-appear"
        >
          <RadixDialog.Title className="sr-only">{title}</RadixDialog.Title>
          <Command label={title} shouldFilter={filter} loop>
            <div className="flex items-center gap-3 border-line border-b px-4">
              <Search aria-hidden className="size-4 shrink-0 text-ink-muted" />
              <Command.Input
                value={query}
                onValueChange={onQueryChange}
                placeholder={placeholder}
                className="h-12 w-full min-w-0 bg-transparent text-base outline-none"
              />
            </div>
            <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto p-1">
              <Command.Empty className="px-3 py-6 text-ink-muted text-sm">{emptyLabel}</Command.Empty>
              {groups.map((group) => (
                <Command.Group
                  key={group.label}
                  heading={group.label}
                  className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-ink-muted [&_[cmdk-group-heading]]:text-xs"
                >
                  {group.entries.map((entry) => (
                    <Command.Item
                      key={entry.id}
                      value={entry.id}
                      keywords={[entry.label, ...(entry.keywords ?? [])]}
                      onSelect={entry.onSelect}
                      className={`${menuItem} aria-selected:bg-fill`}
                    >
                      {entry.icon}
                      <span className="min-w-0 flex-1 truncate">{entry.label}</span>
                      {entry.hint && <span className="shrink-0 text-ink-muted text-xs">{entry.hint}</span>}
                      {entry.keys && <Kbd keys={entry.keys} />}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
