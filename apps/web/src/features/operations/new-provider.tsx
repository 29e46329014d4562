"use client";

import { Button, Dialog } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { NewProviderForm } from "./new-provider-form.tsx";

export function NewProvider() {
  const t = useTranslations("operations.providers");
  const common = useTranslations("common");
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>{t("new")}</Button>}
      title={t("newTitle")}
      description={t("newDescription")}
      closeLabel={common("cancel")}
    >
      <NewProviderForm onCreated={() => setOpen(false)} />
    </Dialog>
  );
}
