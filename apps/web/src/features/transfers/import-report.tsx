"use client";

import type { ImportItem } from "@causerie/api/schemas";
import { Button } from "@causerie/ui";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { trpc } from "#trpc/client.ts";

/** The conversations that did not come over, or not whole, each with what is missing. */
export function ImportReport({ id }: { id: string }) {
  const t = useTranslations("transfers");
  const report = trpc.imports.report.useInfiniteQuery(
    { id, limit: 20 },
    { getNextPageParam: ({ nextCursor }) => nextCursor },
  );
  const items = report.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  return (
    <div>
      <h3 className="font-medium">{t("reportTitle")}</h3>
      <ul className="mt-2 divide-y divide-line border-line border-y text-sm">
        {items.map((item) => (
          <ReportLine key={item.seq} item={item} />
        ))}
      </ul>
      {report.hasNextPage && (
        <Button
          size="small"
          className="mt-3"
          busy={report.isFetchingNextPage}
          onClick={() => void report.fetchNextPage()}
        >
          {t("more")}
        </Button>
      )}
    </div>
  );
}

function ReportLine({ item }: { item: ImportItem }) {
  const t = useTranslations("transfers");
  const title = item.title ?? t("untitled", { place: item.seq + 1 });
  return (
    <li className="py-2">
      <p className="break-words">
        {item.conversationId ? (
          <Link href={`/c/${item.conversationId}`} className="text-accent underline">
            {title}
          </Link>
        ) : (
          title
        )}
      </p>
      {item.reason && <p className="text-ink-muted">{t(`reason.${item.reason}`)}</p>}
      {item.lost.length > 0 && (
        <p className="break-words text-ink-muted">
          {t("notKept", { what: item.lost.map(({ kind, count }) => t(`lost.${kind}`, { count })).join(", ") })}
        </p>
      )}
    </li>
  );
}
