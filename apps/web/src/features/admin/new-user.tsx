"use client";

import { Button, Dialog } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { NewUserForm } from "./new-user-form.tsx";

export function NewUser() {
  const t = useTranslations("admin.users");
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
      <NewUserForm onCreated={() => setOpen(false)} />
    </Dialog>
  );
}
