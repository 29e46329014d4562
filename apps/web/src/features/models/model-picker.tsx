"use client";

import { Button, Popover } from "@causerie/ui";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { isGuide } from "./guide.ts";
import { LazyModelList } from "./lazy-model-list.tsx";
import { useModels } from "./use-models.ts";

/** Which model answers, and the way to another. `value` null follows the person's default. */
export function ModelPicker({
  value,
  onChange,
  disabled = false,
}: {
  value: string | null;
  onChange: (model: string) => void;
  disabled?: boolean;
}) {
  const t = useTranslations("models");
  const { models, defaultModel, nameOf } = useModels();
  const [open, setOpen] = useState(false);
  const shown = value ?? defaultModel;
  return (
    <Popover
      label={t("choose")}
      side="top"
      align="start"
      open={open}
      onOpenChange={setOpen}
      className="w-96! p-0!"
      trigger={
        <Button variant="quiet" size="small" disabled={disabled} className="min-w-0 shrink! px-2! font-normal">
          <span className="sr-only">{t("model")}</span>
          <span className="truncate">{shown ? nameOf(shown) : t("choose")}</span>
          {shown && isGuide(shown) && <span className="text-ink-subtle text-xs max-sm:hidden">{t("noAi")}</span>}
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      <LazyModelList
        models={models}
        value={shown}
        onChoose={(model) => {
          setOpen(false);
          onChange(model);
        }}
      />
    </Popover>
  );
}
