"use client";

import type { KeyView } from "@causerie/api/schemas";
import { AlertDialog, toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

export function RevokeKey({ item, onDone }: { item: KeyView; onDone: () => void }) {
  const t = useTranslations("keys");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const revoke = trpc.apiKeys.revoke.useMutation({
    async onSuccess() {
      onDone();
      toast({ tone: "success", message: t("revoked", { name: item.name }) });
      await utils.apiKeys.list.invalidate();
    },
    onError: (error) => toast({ tone: "danger", message: errorText(error) }),
  });
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onDone()}
      title={t("revokeQuestion", { name: item.name })}
      description={t("revokeConsequence")}
      confirmLabel={t("revoke")}
      cancelLabel={common("cancel")}
      busy={revoke.isPending}
      onConfirm={(event) => {
        // Open until the server has said so.
        event.preventDefault();
        revoke.mutate({ id: item.id });
      }}
    />
  );
}
