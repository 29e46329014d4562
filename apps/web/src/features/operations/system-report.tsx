"use client";

import { Notice } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { LoadFailure } from "#components/load-failure.tsx";
import { trpc } from "#trpc/client.ts";
import { FactList } from "./fact-list.tsx";
import { ProcessTable } from "./process-table.tsx";
import { useBytes } from "./use-bytes.ts";

const everyMs = 15_000;

export function SystemReport() {
  const t = useTranslations("operations.system");
  const bytes = useBytes();
  const query = trpc.system.status.useQuery(undefined, { refetchInterval: everyMs });
  const { data } = query;
  if (!data || query.error) return <LoadFailure query={query} />;
  const { database, queue, disk, processes } = data;
  const { state } = database;
  return (
    <div className="flex flex-col gap-8">
      {state === null && <Notice tone="danger">{t("databaseAway")}</Notice>}
      {state !== null && state.migrations.pending.length > 0 && (
        <Notice tone="warning">{t("pending", { count: state.migrations.pending.length })}</Notice>
      )}
      <FactList
        title={t("database")}
        facts={[
          [t("engine"), t(`engines.${database.engine}`)],
          [t("size"), state && bytes(state.sizeBytes)],
          [t("latency"), state && t("milliseconds", { ms: Math.round(state.latencyMs) })],
          [t("migrations"), state && t("applied", { count: state.migrations.applied })],
          [t("latestMigration"), state?.migrations.latest ?? null],
        ]}
      />
      <FactList
        title={t("queue")}
        facts={[
          [t("queued"), queue && String(queue.queued)],
          [t("streaming"), queue && String(queue.streaming)],
          [t("waitingMessages"), queue && String(queue.waitingMessages)],
        ]}
      />
      {disk && (
        <FactList
          title={t("disk")}
          facts={[[t("free"), t("ofTotal", { free: bytes(disk.freeBytes), total: bytes(disk.totalBytes) })]]}
        />
      )}
      <ProcessTable processes={processes} />
    </div>
  );
}
