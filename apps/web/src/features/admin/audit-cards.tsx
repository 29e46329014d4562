"use client";

import type { AuditEntryView } from "@causerie/api/schemas";
import { Badge } from "@causerie/ui";
import { useFormatter, useTranslations } from "next-intl";
import { shortId } from "./audit-details.ts";
import { AuditDetails } from "./audit-entry-details.tsx";
import { useActionText } from "./use-action-text.ts";

/** Entries one below the other, where rows would not fit. */
export function AuditCards({ entries }: { entries: readonly AuditEntryView[] }) {
  const t = useTranslations("admin.audit");
  const format = useFormatter();
  const actionText = useActionText();
  return (
    <ul aria-label={t("title")} className="border-line border-t text-sm lg:hidden">
      {entries.map((entry) => {
        const target = entry.targetName ?? shortId(entry.targetId);
        return (
          <li key={entry.id} className="flex flex-col gap-1 border-line border-b py-3">
            <div className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span title={entry.action}>
                {actionText(entry.action)} {entry.refusal && <Badge tone="warning">{t("refused")}</Badge>}
              </span>
              <span className="text-ink-muted text-xs tabular-nums">
                {format.dateTime(new Date(entry.at), { dateStyle: "short", timeStyle: "medium" })}
              </span>
            </div>
            <AuditDetails details={entry.details} />
            <p className="break-words text-ink-muted text-xs" title={entry.requestId ?? undefined}>
              <bdi className="text-ink">{entry.actorName ?? entry.actorId ?? t("nobody")}</bdi>
              {entry.keyId && ` ${t("byKey")}`}
              {target && ` · ${t("onTarget", { target })}`}
              {entry.address && ` · ${t("fromAddress", { address: entry.address })}`}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
