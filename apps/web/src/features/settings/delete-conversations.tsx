"use client";

import { AlertDialog, Button, toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

export function DeleteConversations() {
  const t = useTranslations("settings.data");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const remove = trpc.conversations.deleteAll.useMutation({
    async onSuccess({ deleted }) {
      toast({ tone: "success", message: t("conversationsDeleted", { count: deleted }) });
      await Promise.all([utils.conversations.invalidate(), utils.messages.invalidate()]);
    },
    onError: (error) => toast({ tone: "danger", message: errorText(error) }),
  });
  return (
    <AlertDialog
      trigger={<Button busy={remove.isPending}>{t("deleteConversations")}</Button>}
      title={t("deleteConversationsQuestion")}
      description={t("deleteConversationsConsequence")}
      confirmLabel={t("deleteConversations")}
      cancelLabel={common("cancel")}
      onConfirm={() => remove.mutate()}
    />
  );
}
