"use client";

import type { RetentionRules } from "@causerie/api/schemas";
import { AlertDialog, Button, toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

/** Deletes at once what the kept rules say, after asking. */
export function RetentionRun({ rules }: { rules: RetentionRules }) {
  const t = useTranslations("admin.retention");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const preview = trpc.retention.preview.useQuery(rules);
  const run = trpc.retention.run.useMutation({
    onSuccess: ({ deleted }) => toast({ tone: "success", message: t("deleted", deleted) }),
    onError: (error) => toast({ tone: "danger", message: errorText(error) }),
    onSettled: () => utils.retention.invalidate(),
  });
  const any = preview.data !== undefined && Object.values(preview.data).some((count) => count > 0);
  return (
    <AlertDialog
      trigger={
        <Button variant="danger" disabled={!any} busy={run.isPending}>
          {t("run")}
        </Button>
      }
      title={t("runQuestion")}
      description={preview.data ? t("preview", preview.data) : ""}
      confirmLabel={t("run")}
      cancelLabel={common("cancel")}
      onConfirm={() => run.mutate()}
    />
  );
}
