"use client";

import { useTranslations } from "next-intl";
import { LoadFailure } from "#components/load-failure.tsx";
import { trpc } from "#trpc/client.ts";
import { ProviderItem } from "./provider-item.tsx";

export function ProviderList() {
  const t = useTranslations("operations.providers");
  const query = trpc.providers.list.useQuery();
  const { data } = query;
  if (query.error) return <LoadFailure query={query} />;
  if (data?.items.length === 0) return <p className="text-ink-muted">{t("none")}</p>;
  return (
    <ul aria-label={t("title")} className="border-line border-t">
      {data?.items.map((provider) => (
        <ProviderItem key={provider.id ?? provider.slug} provider={provider} />
      ))}
    </ul>
  );
}
