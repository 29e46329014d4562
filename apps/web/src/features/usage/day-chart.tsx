"use client";

import type { UsageSum } from "@causerie/api/schemas";
import { useFormatter, useTranslations } from "next-intl";
import { formatMoney } from "./money.ts";
import { daysOf } from "./period.ts";

const height = 120;

/**
 * What was spent each day, as bars; calls, where nothing has a price. The picture says in a sentence what it shows, and the
 * table of days has every figure.
 */
export function DayChart({ period, items }: { period: { from: string; to: string }; items: readonly UsageSum[] }) {
  const t = useTranslations("usage");
  const format = useFormatter();
  const byDay = new Map(items.map((item) => [item.id, item]));
  const inMoney = items.some(({ costMicros }) => costMicros > 0);
  const amountOf = (item: UsageSum | undefined) => (inMoney ? item?.costMicros : item?.calls) ?? 0;
  const values = daysOf(period).map((day) => ({ day, value: amountOf(byDay.get(day)) }));
  const most = values.reduce((best, each) => (each.value > best.value ? each : best), { day: period.to, value: 0 });
  const said = (value: number) => (inMoney ? formatMoney(value, format) : t("callCount", { count: value }));
  const date = (day: string) => format.dateTime(new Date(day), { day: "numeric", month: "short", timeZone: "UTC" });
  if (most.value === 0) return null;
  return (
    <figure>
      <svg
        role="img"
        aria-label={t("chart", { most: said(most.value), day: date(most.day) })}
        viewBox={`0 0 ${values.length} ${height}`}
        preserveAspectRatio="none"
        className="h-36 w-full border-line-strong border-b text-accent"
      >
        {values.map(({ day, value }, at) => {
          const size = value === 0 ? 0 : Math.max(1, (value / most.value) * height);
          return (
            <g key={day}>
              <title>{`${date(day)}: ${said(value)}`}</title>
              {/* Pointed at anywhere above its day, also where the bar is low. */}
              <rect x={at} width={1} height={height} fill="transparent" />
              <rect x={at + 0.1} width={0.8} y={height - size} height={size} fill="currentColor" />
            </g>
          );
        })}
      </svg>
      <figcaption aria-hidden className="mt-1 flex justify-between gap-4 text-ink-muted text-sm">
        <span>{date(period.from)}</span>
        <span>{t("chart", { most: said(most.value), day: date(most.day) })}</span>
        <span>{date(period.to)}</span>
      </figcaption>
    </figure>
  );
}
