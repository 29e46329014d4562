"use client";

import { Table } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { LoadFailure } from "#components/load-failure.tsx";
import { trpc } from "#trpc/client.ts";
import { RunRow } from "./run-row.tsx";

const everyMs = 3_000;

/** The answers that are being written now; asked for again while the page is looked at. */
export function RunList() {
  const t = useTranslations("admin.runs");
  const runs = trpc.activeRuns.list.useQuery(undefined, { refetchInterval: everyMs });
  const items = runs.data?.items ?? [];
  return (
    <div className="flex flex-col gap-4">
      <LoadFailure query={runs} />
      <p role="status" className="text-ink-muted text-sm">
        {runs.data && t("count", { count: runs.data.total })}
      </p>
      {items.length > 0 && (
        <Table caption={t("title")}>
          <thead>
            <tr>
              <th scope="col">{t("person")}</th>
              <th scope="col">{t("model")}</th>
              <th scope="col">{t("since")}</th>
              <th scope="col">{t("tokens")}</th>
              <th scope="col">{t("process")}</th>
              <th scope="col" className="w-0">
                <span className="sr-only">{t("stop")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((run) => (
              <RunRow key={run.id} run={run} />
            ))}
          </tbody>
        </Table>
      )}
    </div>
  );
}
