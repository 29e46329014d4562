"use client";

import { Button } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { trpc } from "#trpc/client.ts";
import { BudgetForm } from "./budget-form.tsx";
import { BudgetLine } from "./budget-line.tsx";

/** All budgets, how they stand, and a form for another one. */
export function BudgetPanel() {
  const t = useTranslations("usage");
  const utils = trpc.useUtils();
  const budgets = trpc.budgets.list.useQuery();
  const set = trpc.budgets.set.useMutation({ onSuccess: () => utils.budgets.invalidate() });
  const items = budgets.data?.items ?? [];
  return (
    <section aria-labelledby="budgets-heading" className="mb-10">
      <h2 id="budgets-heading" className="font-semibold text-lg">
        {t("budgets")}
      </h2>
      <p className="mt-1 max-w-measure text-ink-muted">{t(items.length === 0 ? "noBudgets" : "budgetsHint")}</p>
      {items.length > 0 && (
        <ul className="mt-2">
          {items.map((budget) => {
            const { subject, period, kind, name } = budget;
            return (
              <li key={`${subject} ${period} ${kind}`} className="flex items-center gap-3 border-line border-b">
                <div className="min-w-0 flex-1">
                  <BudgetLine budget={budget} name={name} />
                </div>
                <Button
                  size="small"
                  aria-label={t("removeBudget", { name: name ?? t(`whose.${budget.whose}`) })}
                  onClick={() => set.mutate({ subject, period, kind, limitMicros: null })}
                >
                  {t("remove")}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      <BudgetForm />
    </section>
  );
}
