"use client";

import type { ModelView } from "@causerie/api/schemas";
import { Command } from "cmdk";
import { Check, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ModelFacts } from "./model-facts.tsx";
import { searchModels } from "./search-models.ts";

/** More than this is not looked through; a word more finds it. */
const shownAtOnce = 100;

/** Models to choose from, with a search field; the arrow keys move and Enter chooses. */
export function ModelList({
  models,
  value,
  onChoose,
}: {
  models: readonly ModelView[];
  /** What is chosen; several where several can be. */
  value: string | null | readonly string[];
  onChoose: (model: string) => void;
}) {
  const t = useTranslations("models");
  const [query, setQuery] = useState("");
  const isChosen = (id: string) => (typeof value === "string" ? id === value : (value?.includes(id) ?? false));
  const groups = searchModels(models, query);
  let room = shownAtOnce;
  return (
    <Command label={t("choose")} shouldFilter={false} loop {...(typeof value === "string" && { defaultValue: value })}>
      <div className="flex items-center gap-2 border-line border-b px-3">
        <Search aria-hidden className="size-4 shrink-0 text-ink-muted" />
        <Command.Input
          autoFocus
          value={query}
          onValueChange={setQuery}
          placeholder={t("search")}
          className="h-11 w-full min-w-0 bg-transparent text-base outline-none"
        />
      </div>
      <Command.List className="max-h-[min(24rem,55dvh)] overflow-y-auto overscroll-contain p-1">
        <Command.Empty className="px-3 py-6 text-ink-muted text-sm">{t("none")}</Command.Empty>
        {groups.map(({ provider, models: found }) => {
          const shown = found.slice(0, room);
          room -= shown.length;
          if (shown.length === 0) return null;
          return (
            <Command.Group
              key={provider}
              heading={provider}
              className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-ink-muted [&_[cmdk-group-heading]]:text-xs"
            >
              {shown.map((model) => (
                <Command.Item
                  key={model.id}
                  value={model.id}
                  onSelect={() => onChoose(model.id)}
                  className="flex min-h-11 cursor-default select-none items-center gap-2 rounded-[0.25rem] px-2 py-1.5 text-sm aria-selected:bg-fill"
                >
                  <span className="min-w-0 flex-1">
                    <span className="block truncate">{model.name}</span>
                    <ModelFacts model={model} />
                  </span>
                  {isChosen(model.id) && <Check aria-label={t("chosen")} className="size-4 shrink-0 text-accent" />}
                </Command.Item>
              ))}
            </Command.Group>
          );
        })}
      </Command.List>
      {room <= 0 && <p className="border-line border-t px-3 py-2 text-ink-muted text-xs">{t("more")}</p>}
    </Command>
  );
}
