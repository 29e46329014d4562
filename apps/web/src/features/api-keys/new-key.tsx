"use client";

import type { NewKey as NewKeyView } from "@causerie/api/schemas";
import { Button } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { NewKeyForm } from "./new-key-form.tsx";

export function NewKey({ isAdmin, onCreated }: { isAdmin: boolean; onCreated: (key: NewKeyView) => void }) {
  const t = useTranslations("keys");
  return (
    <FormDialog trigger={<Button>{t("new")}</Button>} title={t("newTitle")} description={t("newDescription")}>
      {(close) => (
        <NewKeyForm
          isAdmin={isAdmin}
          onCreated={(key) => {
            close();
            onCreated(key);
          }}
        />
      )}
    </FormDialog>
  );
}
