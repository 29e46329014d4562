"use client";

import { Button } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { NewUserForm } from "./new-user-form.tsx";

export function NewUser() {
  const t = useTranslations("admin.users");
  return (
    <FormDialog trigger={<Button>{t("new")}</Button>} title={t("newTitle")} description={t("newDescription")}>
      {(close) => <NewUserForm onCreated={close} />}
    </FormDialog>
  );
}
