"use client";

import type { ManagedModel } from "@causerie/api/schemas";
import { Button } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { EditModelForm } from "./edit-model-form.tsx";

export function EditModel({ model }: { model: ManagedModel }) {
  const t = useTranslations("operations.models");
  const trigger = (
    <Button size="small" variant="quiet" aria-label={t("editFor", { model: model.name })}>
      {t("edit")}
    </Button>
  );
  return (
    <FormDialog trigger={trigger} title={model.name} description={model.id}>
      {(close) => <EditModelForm model={model} onDone={close} />}
    </FormDialog>
  );
}
