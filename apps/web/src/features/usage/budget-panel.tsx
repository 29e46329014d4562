"use client";

import { useTranslations } from "next-intl";
import { trpc } from "#trpc/client.ts";
import { BudgetForm } from "./budget-form.tsx";
import { BudgetList } from "./budget-list.tsx";

/** All budgets, how they stand, and a form for another one. */
export function BudgetPanel() {
  const t = useTranslations("usage");
  const budgets = trpc.budgets.list.useQuery();
  const items = budgets.data?.items ?? [];
  return (
    <section aria-labelledby="budgets-heading" className="mb-10">
      <h2 id="budgets-heading" className="font-semibold text-lg">
        {t("budgets")}
      </h2>
      <p className="mt-1 max-w-measure text-ink-muted">{t(items.length === 0 ? "noBudgets" : "budgetsHint")}</p>
      {items.length > 0 && <BudgetList items={items} />}
      <BudgetForm />
    </section>
  );
}
