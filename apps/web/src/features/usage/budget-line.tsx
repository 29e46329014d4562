"use client";

import type { MyBudget } from "@causerie/api/schemas";
import { clsx } from "clsx";
import { useFormatter, useTranslations } from "next-intl";
import { formatMoney } from "./money.ts";

/** How a budget stands: a bar, and the same in words. */
export function BudgetLine({ budget, name }: { budget: MyBudget; name?: string | null }) {
  const t = useTranslations("usage");
  const format = useFormatter();
  const { whose, period, kind, limitMicros, spentMicros, renewsAt } = budget;
  const full = spentMicros >= limitMicros;
  const share = limitMicros === 0 ? 100 : Math.min(100, (spentMicros / limitMicros) * 100);
  return (
    <div className="py-2">
      <p className="flex flex-wrap justify-between gap-x-4 text-sm">
        <span>
          <span className="font-medium">{name ?? t(`whose.${whose}`)}</span> · {t(`kind.${kind}`, { period })}
        </span>
        <span className="text-ink-muted tabular-nums">
          {t("spentOf", { spent: formatMoney(spentMicros, format), limit: formatMoney(limitMicros, format) })} ·{" "}
          {t("renews", {
            date: format.dateTime(new Date(renewsAt), { day: "numeric", month: "short", timeZone: "UTC" }),
          })}
        </span>
      </p>
      <svg
        aria-hidden
        viewBox="0 0 100 1"
        preserveAspectRatio="none"
        className={clsx("mt-1 block h-1.5 w-full rounded-box bg-sunken", full ? "text-danger" : "text-accent")}
      >
        <rect width={share} height={1} fill="currentColor" />
      </svg>
    </div>
  );
}
