"use client";

import type { NewKey as NewKeyView } from "@causerie/api/schemas";
import { Button, Dialog } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { NewKeyForm } from "./new-key-form.tsx";

export function NewKey({ isAdmin, onCreated }: { isAdmin: boolean; onCreated: (key: NewKeyView) => void }) {
  const t = useTranslations("keys");
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
      <NewKeyForm
        isAdmin={isAdmin}
        onCreated={(key) => {
          setOpen(false);
          onCreated(key);
        }}
      />
    </Dialog>
  );
}
