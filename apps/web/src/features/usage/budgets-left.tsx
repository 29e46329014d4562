"use client";

import { Badge } from "@causerie/ui";
import { useFormatter, useTranslations } from "next-intl";
import { trpc } from "#trpc/client.ts";
import { formatMoney } from "./money.ts";

/** What is left of a person's budgets, where they have any. */
export function BudgetsLeft({ userId }: { userId: string }) {
  const t = useTranslations("usage");
  const format = useFormatter();
  const budgets = trpc.budgets.list.useQuery();
  return (budgets.data?.items ?? [])
    .filter(({ subject }) => subject === userId)
    .map(({ period, kind, limitMicros, spentMicros, reservedMicros }) => {
      const left = Math.max(0, limitMicros - spentMicros - reservedMicros);
      const money = { left: formatMoney(left, format), limit: formatMoney(limitMicros, format) };
      return (
        <Badge key={`${period} ${kind}`} tone={left > 0 ? "neutral" : kind === "hard" ? "danger" : "warning"}>
          {t(`leftOf.${kind}`, { ...money, period })}
        </Badge>
      );
    });
}
