"use client";

import { Button } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { NewProviderForm } from "./new-provider-form.tsx";

export function NewProvider() {
  const t = useTranslations("operations.providers");
  return (
    <FormDialog trigger={<Button>{t("new")}</Button>} title={t("newTitle")} description={t("newDescription")}>
      {(close) => <NewProviderForm onCreated={close} />}
    </FormDialog>
  );
}
