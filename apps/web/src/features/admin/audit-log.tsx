"use client";

import { Button } from "@causerie/ui";
import { keepPreviousData } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import { LoadFailure } from "#components/load-failure.tsx";
import { trpc } from "#trpc/client.ts";
import { AuditCards } from "./audit-cards.tsx";
import { AuditFilter } from "./audit-filter.tsx";
import { type AuditFields, auditExportUrl, auditInput } from "./audit-input.ts";
import { AuditTable } from "./audit-table.tsx";

/** Who did what to what, newest first; the list that is there stays until the next one has come. */
export function AuditLog() {
  const t = useTranslations("admin.audit");
  const [fields, setFields] = useState<AuditFields>({ person: "", action: "", from: "", to: "" });
  const entries = trpc.audit.list.useInfiniteQuery(auditInput(useDeferredValue(fields)), {
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const items = entries.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="flex flex-col gap-6">
      <AuditFilter fields={fields} onChange={setFields} />
      <p className="flex flex-wrap gap-x-5 text-sm">
        {(["csv", "jsonl"] as const).map((format) => (
          <a key={format} href={auditExportUrl(fields, format)} download className="link touch-target">
            {t(format)}
          </a>
        ))}
      </p>
      <LoadFailure query={entries} />
      <p role="status" className="sr-only">
        {entries.isSuccess && t("count", { count: items.length })}
      </p>
      {entries.isSuccess && items.length === 0 && <p className="text-ink-muted">{t("none")}</p>}
      {items.length > 0 && (
        <div aria-busy={entries.isPlaceholderData}>
          <AuditTable entries={items} />
          <AuditCards entries={items} />
        </div>
      )}
      {entries.hasNextPage && (
        <Button className="self-start" busy={entries.isFetchingNextPage} onClick={() => entries.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </div>
  );
}
