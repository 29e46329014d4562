"use client";

import { Button, EmptyState, SegmentedControl, Select } from "@causerie/ui";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { LoadFailure } from "#components/load-failure.tsx";
import { exactDollars, toCsv } from "./csv.ts";
import { DayChart } from "./day-chart.tsx";
import { download } from "./download.ts";
import { formatMoney } from "./money.ts";
import { periodOf, type Span, spans, usualSpan } from "./period.ts";
import { UsageTable } from "./usage-table.tsx";
import { useNameOf } from "./use-name-of.ts";
import { type Group, useUsage, type Whose } from "./use-usage.ts";

const groups = { mine: ["model", "day", "key", "conversation"], all: ["user", "model", "day", "key"] } as const;

/** What was used and what it cost: a chart by day, and a table by what one likes, also to take along. */
export function UsagePanel({ whose, today }: { whose: Whose; today: string }) {
  const t = useTranslations("usage");
  const format = useFormatter();
  const [span, setSpan] = useState<Span>(usualSpan);
  const [by, setBy] = useState<Group>(groups[whose][0]);
  const period = periodOf(span, today);
  const days = useUsage(whose, period, "day");
  const table = useUsage(whose, period, by);
  const nameOf = useNameOf(by);
  const items = days.data?.items ?? [];
  const calls = items.reduce((sum, item) => sum + item.calls, 0);
  const cost = items.reduce((sum, item) => sum + item.costMicros, 0);

  const save = () => {
    const head = [t(`by.${by}`), "id", "calls", "input_tokens", "output_tokens", "cost_usd"];
    const lines = (table.data?.items ?? []).map((item) => {
      const { id, inputTokens, outputTokens, costMicros } = item;
      return [by === "day" ? id : nameOf(item), id, item.calls, inputTokens, outputTokens, exactDollars(costMicros)];
    });
    download(`usage-${by}-${period.from}-${period.to}.csv`, toCsv([head, ...lines]));
  };

  return (
    <section aria-labelledby="usage-heading">
      <div className="flex flex-wrap items-end justify-between gap-4">
        <h2 id="usage-heading" className="font-semibold text-lg">
          {t("spentIn", { cost: formatMoney(cost, format), calls })}
        </h2>
        <Select
          aria-label={t("period")}
          value={String(span)}
          onValueChange={(value) => setSpan(spans.find((each) => String(each) === value) ?? usualSpan)}
          options={spans.map((each) => ({ value: String(each), label: t("lastDays", { count: each }) }))}
        />
      </div>
      <LoadFailure query={days.error ? days : table} />
      {days.isSuccess && calls === 0 ? (
        <EmptyState className="mt-6" title={t("none")} description={t("noneHint")} level={3} />
      ) : (
        <>
          <div className="mt-4">
            <DayChart period={period} items={items} />
          </div>
          <div className="mt-8 flex flex-wrap items-end justify-between gap-4">
            <SegmentedControl
              label={t("groupBy")}
              labelHidden
              value={by}
              onValueChange={setBy}
              options={groups[whose].map((each) => ({ value: each as Group, label: t(`by.${each}`) }))}
            />
            <Button onClick={save} disabled={!table.data}>
              {t("download")}
            </Button>
          </div>
          <UsageTable by={by} items={table.data?.items ?? []} />
        </>
      )}
    </section>
  );
}
