"use client";

import type { ManagedModel } from "@causerie/api/schemas";
import { Button, Dialog } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { EditModelForm } from "./edit-model-form.tsx";

export function EditModel({ model }: { model: ManagedModel }) {
  const t = useTranslations("operations.models");
  const common = useTranslations("common");
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="small" variant="quiet" aria-label={t("editFor", { model: model.name })}>
          {t("edit")}
        </Button>
      }
      title={model.name}
      description={model.id}
      closeLabel={common("cancel")}
    >
      <EditModelForm model={model} onDone={() => setOpen(false)} />
    </Dialog>
  );
}
