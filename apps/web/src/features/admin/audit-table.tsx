"use client";

import type { AuditEntryView } from "@causerie/api/schemas";
import { Badge, Table } from "@causerie/ui";
import { useFormatter, useTranslations } from "next-intl";
import { shortId } from "./audit-details.ts";
import { AuditDetails } from "./audit-entry-details.tsx";
import { useActionText } from "./use-action-text.ts";

/** Entries in rows, where there is room for them. What was done has its name of the interface for programs as its title. */
export function AuditTable({ entries }: { entries: readonly AuditEntryView[] }) {
  const t = useTranslations("admin.audit");
  const format = useFormatter();
  const actionText = useActionText();
  return (
    <Table caption={t("title")} className="hidden lg:block">
      <thead>
        <tr>
          <th scope="col">{t("at")}</th>
          <th scope="col">{t("actor")}</th>
          <th scope="col">{t("action")}</th>
          <th scope="col">{t("target")}</th>
          <th scope="col">{t("origin")}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id}>
            <td className="whitespace-nowrap text-ink-muted">
              {format.dateTime(new Date(entry.at), { dateStyle: "short", timeStyle: "medium" })}
            </td>
            <td>
              <bdi>{entry.actorName ?? entry.actorId ?? t("nobody")}</bdi>
              {entry.keyId && <span className="ml-2 text-ink-muted text-xs">{t("byKey")}</span>}
            </td>
            <td>
              <span className="mr-2" title={entry.action}>
                {actionText(entry.action)}
              </span>
              {entry.refusal && <Badge tone="warning">{t("refused")}</Badge>}
              <AuditDetails details={entry.details} />
            </td>
            <td>
              {/* Ids of the same moment differ at their ends. */}
              <bdi title={entry.targetId ?? undefined}>{entry.targetName ?? shortId(entry.targetId)}</bdi>
            </td>
            <td className="whitespace-nowrap text-ink-muted text-xs" title={entry.requestId ?? undefined}>
              {entry.address}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
