"use client";

import type { AuditEntryView } from "@causerie/api/schemas";
import { useFormatter, useMessages, useTranslations } from "next-intl";
import { formatMoney } from "../usage/index.ts";
import { detailTexts } from "./audit-details.ts";

/** What is known of an action beside who did it to what, in one line. */
export function AuditDetails({ details }: Pick<AuditEntryView, "details">) {
  const t = useTranslations("admin.audit");
  const format = useFormatter();
  const texts = useMessages().auditDetails;
  const formats = {
    detail: (name: string, value: string) => t("detail", { name, value }),
    yes: t("yes"),
    no: t("no"),
    empty: t("empty"),
    days: (count: number) => t("days", { count }),
    hours: (count: number) => t("hours", { count }),
    money: (micros: number) => formatMoney(micros, format),
    number: (value: number) => format.number(value),
  };
  const lines = detailTexts(details, { texts, formats });
  return lines.length === 0 ? null : <span className="block text-ink-muted text-xs">{lines.join(" · ")}</span>;
}
