"use client";

import type { RunView } from "@causerie/api/schemas";
import { Button, IconButton, Popover } from "@causerie/ui";
import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { LazyModelList, useModels } from "../../models/index.ts";
import { isModelRefused } from "./other-model.ts";

/** Another answer to the same question, by the same model or another. */
export function RegenerateMenu({
  run,
  onRegenerate,
}: {
  /** Of the answer there is. */
  run: RunView;
  onRegenerate: (model: string) => void;
}) {
  const t = useTranslations("chat");
  const { models, nameOf } = useModels();
  const [open, setOpen] = useState(false);
  const [side, setSide] = useState<"top" | "bottom">("bottom");
  const choose = (chosen: string) => {
    setOpen(false);
    onRegenerate(chosen);
  };
  return (
    <Popover
      label={t("regenerate")}
      open={open}
      onOpenChange={setOpen}
      className="w-[30rem]! p-0!"
      side={side}
      trigger={
        <IconButton
          label={t("regenerate")}
          icon={<RotateCcw />}
          // The list is long: it opens where there is more room.
          onClick={({ currentTarget }) => {
            const { top } = currentTarget.getBoundingClientRect();
            setSide(top > window.innerHeight / 2 ? "top" : "bottom");
          }}
        />
      }
    >
      {!isModelRefused(run) && (
        <div className="border-line border-b p-1">
          <Button
            variant="quiet"
            size="small"
            className="w-full justify-start! font-normal!"
            onClick={() => choose(run.model)}
          >
            <RotateCcw aria-hidden />
            <span className="truncate">{t("regenerateSame", { model: nameOf(run.model) })}</span>
          </Button>
        </div>
      )}
      <LazyModelList models={models} value={run.model} onChoose={choose} />
    </Popover>
  );
}
