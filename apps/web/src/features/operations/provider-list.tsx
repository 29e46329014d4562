"use client";

import { Button, Notice } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";
import { ProviderItem } from "./provider-item.tsx";

export function ProviderList() {
  const t = useTranslations("operations.providers");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { data, error, refetch } = trpc.providers.list.useQuery();
  if (error) {
    return (
      <Notice tone="danger" actions={<Button onClick={() => refetch()}>{common("retry")}</Button>}>
        {errorText(error)}
      </Notice>
    );
  }
  if (data?.items.length === 0) return <p className="text-ink-muted">{t("none")}</p>;
  return (
    <ul aria-label={t("title")} className="border-line border-t">
      {data?.items.map((provider) => (
        <ProviderItem key={provider.id ?? provider.slug} provider={provider} />
      ))}
    </ul>
  );
}
