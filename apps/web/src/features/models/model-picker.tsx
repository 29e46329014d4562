"use client";

import { Button, Popover } from "@causerie/ui";
import { ChevronDown, Columns2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { isGuide } from "./guide.ts";
import { LazyModelList, LazySeveralModels } from "./lazy-model-list.tsx";
import { useModels } from "./use-models.ts";

/** Which model answers, and the way to another. `value` null follows the person's default. */
export function ModelPicker({
  value,
  onChange,
  several,
  onSeveral,
  disabled = false,
}: {
  value: string | null;
  onChange: (model: string) => void;
  /** Models that are asked side by side with the next message; fewer than two: only `value` is. */
  several: readonly string[];
  onSeveral: (models: readonly string[]) => void;
  disabled?: boolean;
}) {
  const t = useTranslations("models");
  const { models, defaultModel, nameOf } = useModels();
  const [open, setOpen] = useState(false);
  const [choosingSeveral, setChoosingSeveral] = useState(false);
  const shown = value ?? defaultModel;
  const asksSeveral = several.length > 1;
  return (
    <Popover
      label={t("choose")}
      side="top"
      align="start"
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setChoosingSeveral(next && asksSeveral);
      }}
      className="w-[30rem]! p-0!"
      trigger={
        <Button variant="quiet" size="small" disabled={disabled} className="min-w-0 shrink! px-2! font-normal">
          <span className="sr-only">{t("model")}</span>
          <span className="truncate">
            {asksSeveral ? t("several", { count: several.length }) : shown ? nameOf(shown) : t("choose")}
          </span>
          {shown && !asksSeveral && isGuide(shown) && (
            <span className="text-ink-subtle text-xs max-sm:hidden">{t("noAi")}</span>
          )}
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      {choosingSeveral ? (
        <LazySeveralModels
          models={models}
          value={asksSeveral ? several : shown ? [shown] : []}
          onDone={(chosen) => {
            setOpen(false);
            onSeveral(chosen);
          }}
        />
      ) : (
        <>
          <LazyModelList
            models={models}
            value={shown}
            onChoose={(model) => {
              setOpen(false);
              onChange(model);
            }}
          />
          {models.length > 1 && (
            <div className="border-line border-t p-1">
              <Button
                variant="quiet"
                size="small"
                className="w-full justify-start! font-normal!"
                onClick={() => setChoosingSeveral(true)}
              >
                <Columns2 aria-hidden />
                {t("askSeveral")}
              </Button>
            </div>
          )}
        </>
      )}
    </Popover>
  );
}
