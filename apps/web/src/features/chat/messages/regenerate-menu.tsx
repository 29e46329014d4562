"use client";

import { Button, IconButton, Popover } from "@causerie/ui";
import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { LazyModelList, useModels } from "../../models/index.ts";

/** Another answer to the same question, by the same model or another. */
export function RegenerateMenu({
  model,
  onRegenerate,
}: {
  /** The model of the answer there is. */
  model: string;
  onRegenerate: (model: string) => void;
}) {
  const t = useTranslations("chat");
  const { models, nameOf } = useModels();
  const [open, setOpen] = useState(false);
  const choose = (chosen: string) => {
    setOpen(false);
    onRegenerate(chosen);
  };
  return (
    <Popover
      label={t("regenerate")}
      open={open}
      onOpenChange={setOpen}
      className="w-96! p-0!"
      trigger={<IconButton label={t("regenerate")} icon={<RotateCcw />} />}
    >
      <div className="border-line border-b p-1">
        <Button
          variant="quiet"
          size="small"
          className="w-full justify-start! font-normal!"
          onClick={() => choose(model)}
        >
          <RotateCcw aria-hidden />
          <span className="truncate">{t("regenerateSame", { model: nameOf(model) })}</span>
        </Button>
      </div>
      <LazyModelList models={models} value={model} onChoose={choose} />
    </Popover>
  );
}
