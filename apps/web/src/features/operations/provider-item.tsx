"use client";

import type { ProviderView } from "@causerie/api/schemas";
import { AlertDialog, Badge, Button, Notice, toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";
import { ProviderKeyState } from "./provider-key-state.tsx";
import { RotateKey } from "./rotate-key.tsx";

export function ProviderItem({ provider }: { provider: ProviderView }) {
  const t = useTranslations("operations.providers");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const { id, slug, kind, baseUrl } = provider;
  const test = trpc.providers.test.useMutation();
  const remove = trpc.providers.delete.useMutation({
    async onSuccess() {
      toast({ tone: "success", message: t("deleted", { slug }) });
      await Promise.all([utils.providers.invalidate(), utils.models.invalidate()]);
    },
    onError: (error) => toast({ tone: "danger", message: errorText(error) }),
  });
  const outcome = test.data;
  return (
    <li className="flex flex-col gap-3 border-line border-b py-4">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium text-base">{slug}</span>
        <Badge>{t(`kind.${kind}`)}</Badge>
        {id === null && <Badge>{t("fromEnvironment")}</Badge>}
        {provider.isHidden && <Badge tone="warning">{t("hidden")}</Badge>}
      </div>
      <p className="break-all text-ink-muted text-sm">{baseUrl}</p>
      <ProviderKeyState provider={provider} />
      <div className="flex flex-wrap gap-2">
        <Button size="small" busy={test.isPending} onClick={() => test.mutate({ slug })}>
          {t("test")}
        </Button>
        {id !== null && (
          <>
            <RotateKey id={id} slug={slug} />
            <AlertDialog
              trigger={<Button size="small">{t("delete")}</Button>}
              title={t("deleteQuestion", { slug })}
              description={t("deleteConsequence")}
              confirmLabel={t("delete")}
              cancelLabel={common("cancel")}
              onConfirm={() => remove.mutate({ id })}
            />
          </>
        )}
      </div>
      {test.error && <Notice tone="danger">{errorText(test.error)}</Notice>}
      {outcome?.ok === true && <Notice tone="success">{t("works", { count: outcome.models })}</Notice>}
      {outcome?.ok === false && (
        <Notice tone="danger">{t(`failure.${outcome.reason}`, { detail: outcome.detail })}</Notice>
      )}
    </li>
  );
}
