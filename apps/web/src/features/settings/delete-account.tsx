"use client";

import { Button, Dialog } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { DeleteAccountForm } from "./delete-account-form.tsx";

export function DeleteAccount() {
  const t = useTranslations("settings.data");
  const common = useTranslations("common");
  return (
    <Dialog
      trigger={<Button variant="danger">{t("deleteAccount")}</Button>}
      title={t("deleteAccountQuestion")}
      description={t("deleteAccountConsequence")}
      closeLabel={common("cancel")}
    >
      <DeleteAccountForm />
    </Dialog>
  );
}
