"use client";

import { useTranslations } from "next-intl";
import { ProofForm } from "./security/proof-form.tsx";
import { useDeleteAccount } from "./use-delete-account.ts";

/** Asks the password once more, deletes everything, and leaves. */
export function DeleteAccountForm() {
  const t = useTranslations("settings.data");
  const { remove, leaving } = useDeleteAccount();
  return <ProofForm submitLabel={t("deleteAccount")} tone="danger" busy={leaving} onProof={remove} />;
}
