"use client";

import { Button, Popover } from "@causerie/ui";
import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { LazyModelList, useModels } from "../../models/index.ts";
import { isPriced, otherModel } from "./other-model.ts";

/** Another try of an answer whose model may not be asked: with the model that is usual here, or one of one's choice. */
export function OtherModelActions({
  refused,
  usual,
  onRetry,
}: {
  refused: string;
  /** The conversation's model; null: it has none of its own. */
  usual: string | null;
  onRetry: (model: string) => void;
}) {
  const t = useTranslations("chat");
  const { models, defaultModel, serverDefault } = useModels({ fresh: true });
  const [open, setOpen] = useState(false);
  const proposed = otherModel(models, { refused, preferred: [usual, defaultModel, serverDefault] });
  return (
    <>
      {proposed && (
        <Button size="small" onClick={() => onRetry(proposed.id)}>
          <RotateCcw aria-hidden />
          {t("retryWith", { model: proposed.name })}
        </Button>
      )}
      <Popover
        label={t("otherModel")}
        open={open}
        onOpenChange={setOpen}
        className="w-96! p-0!"
        trigger={
          <Button size="small" variant={proposed ? "quiet" : "secondary"}>
            {t("otherModel")}
          </Button>
        }
      >
        <LazyModelList
          models={models.filter(isPriced)}
          value={null}
          onChoose={(model) => {
            setOpen(false);
            onRetry(model);
          }}
        />
      </Popover>
    </>
  );
}
