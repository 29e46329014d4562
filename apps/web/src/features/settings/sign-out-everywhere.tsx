"use client";

import { AlertDialog, Button, toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { browserStorage, forgetDrafts } from "#session/private-storage.ts";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

export function SignOutEverywhere() {
  const t = useTranslations("settings.security");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const end = trpc.auth.signOutEverywhere.useMutation({
    onSuccess() {
      forgetDrafts(browserStorage());
      location.assign("/sign-in");
    },
    onError: (error) => toast({ tone: "danger", message: errorText(error) }),
  });
  return (
    <AlertDialog
      trigger={<Button busy={end.isPending || end.isSuccess}>{t("signOutEverywhere")}</Button>}
      title={t("signOutEverywhereQuestion")}
      description={t("signOutEverywhereConsequence")}
      confirmLabel={t("signOutEverywhere")}
      cancelLabel={common("cancel")}
      tone="primary"
      onConfirm={() => end.mutate()}
    />
  );
}
