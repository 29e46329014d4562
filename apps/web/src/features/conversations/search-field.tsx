"use client";

import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { KeyboardEvent } from "react";

/** Searches titles and messages. Down goes to what was found or to the list, Enter opens the first, Escape empties the field. */
export function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useTranslations("conversations");
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const first = event.currentTarget.closest("[data-sidebar]")?.querySelector<HTMLElement>("li a");
    if (event.key === "Escape" && value !== "") {
      event.stopPropagation();
      onChange("");
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      first?.focus();
    } else if (event.key === "Enter" && value.trim() !== "") {
      first?.click();
    }
  };
  return (
    <search className="relative block">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2 size-4 -translate-y-1/2 text-ink-subtle"
      />
      <input
        type="text"
        inputMode="search"
        enterKeyHint="search"
        aria-label={t("search")}
        placeholder={t("search")}
        value={value}
        maxLength={500}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        className="h-9 pointer-coarse:h-11 w-full rounded-box bg-transparent pr-8 pl-8 text-sm hover:bg-fill/60 focus:bg-surface pointer-coarse:text-base"
      />
      {value !== "" && (
        <button
          type="button"
          aria-label={t("clearSearch")}
          onClick={() => onChange("")}
          className="absolute top-1/2 right-1 grid size-7 touch-target -translate-y-1/2 place-items-center rounded-box text-ink-muted hover:text-ink"
        >
          <X aria-hidden className="size-4" />
        </button>
      )}
    </search>
  );
}
