"use client";

import type { RetentionRules } from "@causerie/api/schemas";
import { Notice } from "@causerie/ui";
import { keepPreviousData } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useDeferredValue } from "react";
import { trpc } from "#trpc/client.ts";

/** What these rules would delete now, before they are kept; nothing where they delete nothing. */
export function RetentionPreview({ rules }: { rules: RetentionRules }) {
  const t = useTranslations("admin.retention");
  const preview = trpc.retention.preview.useQuery(useDeferredValue(rules), { placeholderData: keepPreviousData });
  const { conversationDays, auditDays, usageDays } = rules;
  if (!preview.data || (conversationDays === null && auditDays === null && usageDays === null)) return null;
  const any = Object.values(preview.data).some((count) => count > 0);
  return <Notice tone={any ? "warning" : "info"}>{any ? t("preview", preview.data) : t("previewNothing")}</Notice>;
}
