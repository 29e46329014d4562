"use client";

import { useTranslations } from "next-intl";
import { trpc } from "#trpc/client.ts";
import { BudgetLine } from "./budget-line.tsx";

/** What a person may spend, where anyone has said so. */
export function MyBudgets() {
  const t = useTranslations("usage");
  const budgets = trpc.budgets.mine.useQuery();
  const items = budgets.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="budgets-heading" className="mb-8">
      <h2 id="budgets-heading" className="font-semibold text-lg">
        {t("budgets")}
      </h2>
      {items.map((budget) => (
        <BudgetLine key={`${budget.whose} ${budget.period} ${budget.kind}`} budget={budget} />
      ))}
    </section>
  );
}
