"use client";

import type { ModelView } from "@causerie/api/schemas";
import { Button } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ModelList } from "./model-list.tsx";

/** How many models can be asked at once. */
const most = 4;

/** Chooses two to four models that answer the next message side by side. */
export function SeveralModels({
  models,
  value,
  onDone,
}: {
  models: readonly ModelView[];
  value: readonly string[];
  /** With none: only one model answers. */
  onDone: (models: readonly string[]) => void;
}) {
  const t = useTranslations("models");
  const [chosen, setChosen] = useState<readonly string[]>(value);
  const full = chosen.length >= most;
  const toggle = (model: string) => {
    if (chosen.includes(model)) setChosen(chosen.filter((other) => other !== model));
    else if (!full) setChosen([...chosen, model]);
  };
  return (
    <>
      <p role="status" className="border-line border-b px-3 py-2 text-ink-muted text-sm">
        {full ? t("severalFull", { most }) : t("severalText", { count: chosen.length, most })}
      </p>
      <ModelList models={models} value={chosen} onChoose={toggle} />
      <div className="flex flex-wrap justify-end gap-2 border-line border-t p-2">
        <Button size="small" onClick={() => onDone([])}>
          {t("askOne")}
        </Button>
        <Button size="small" variant="primary" disabled={chosen.length < 2} onClick={() => onDone(chosen)}>
          {t("askThese", { count: chosen.length })}
        </Button>
      </div>
    </>
  );
}
