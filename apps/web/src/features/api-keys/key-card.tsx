"use client";

import type { KeyView, NewKey } from "@causerie/api/schemas";
import { Badge } from "@causerie/ui";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { formatMoney } from "../usage/index.ts";
import { KeyMenu } from "./key-menu.tsx";
import { scopeText } from "./scopes.ts";

/** One key: what it is called, how it begins, what it may do, and when it was used. */
export function KeyCard({ item, onRotated }: { item: KeyView; onRotated: (key: NewKey) => void }) {
  const t = useTranslations("keys");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const day = (time: string) => format.dateTime(new Date(time), { dateStyle: "medium" });
  const moment = (time: string) => format.dateTime(new Date(time), { dateStyle: "medium", timeStyle: "short" });
  const expired = item.expiresAt !== null && new Date(item.expiresAt) <= now;
  const facts = [
    t("created", { date: day(item.createdAt) }),
    item.lastUsedAt ? t("lastUsed", { date: moment(item.lastUsedAt) }) : t("neverUsed"),
    ...(item.expiresAt && !expired ? [t("expires", { date: day(item.expiresAt) })] : []),
    ...(item.budgetMicros === null
      ? []
      : [t("budgetOf", { limit: formatMoney(item.budgetMicros, format), period: item.budgetPeriod ?? "month" })]),
    ...(item.ratePerMinute === null ? [] : [t("rate", { count: item.ratePerMinute })]),
  ];
  return (
    <li className="flex items-start justify-between gap-3 border-line border-b py-4">
      <div className="flex min-w-0 flex-col gap-1.5">
        <p className="flex flex-wrap items-center gap-2">
          <span className="wrap-anywhere font-medium">{item.name}</span>
          {expired && <Badge tone="danger">{t("expired")}</Badge>}
        </p>
        <p className="wrap-anywhere font-mono text-ink-muted text-sm">{item.prefix}…</p>
        <ul aria-label={t("scopes")} className="flex flex-wrap gap-1">
          {item.scopes.map((scope) => (
            <li key={scope}>
              <Badge tone={scope === "admin" ? "warning" : "neutral"}>{t(`scope.${scopeText[scope]}`)}</Badge>
            </li>
          ))}
        </ul>
        <p className="text-ink-muted text-sm">{facts.join(" · ")}</p>
        {item.previousUntil && new Date(item.previousUntil) > now && (
          <p className="text-sm text-warning">{t("previousUntil", { date: moment(item.previousUntil) })}</p>
        )}
      </div>
      <KeyMenu item={item} expired={expired} onRotated={onRotated} />
    </li>
  );
}
