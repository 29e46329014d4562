"use client";

import type { BudgetView } from "@causerie/api/schemas";
import { Button, toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";
import { BudgetLine } from "./budget-line.tsx";

/** Budgets and how they stand, each to be taken away. */
export function BudgetList({ items }: { items: readonly BudgetView[] }) {
  const t = useTranslations("usage");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const set = trpc.budgets.set.useMutation({
    onSuccess: () => utils.budgets.invalidate(),
    onError: (error) => toast({ tone: "danger", message: errorText(error) }),
  });
  const nameOf = ({ name, person, whose }: BudgetView) =>
    name && person ? t("keyOf", { key: name, person }) : (name ?? t(`whose.${whose}`));
  return (
    <ul className="mt-2">
      {items.map((budget) => {
        const { subject, period, kind } = budget;
        return (
          <li key={`${subject} ${period} ${kind}`} className="flex items-center gap-3 border-line border-b">
            <div className="min-w-0 flex-1">
              <BudgetLine budget={budget} name={nameOf(budget)} />
            </div>
            <Button
              size="small"
              aria-label={t("removeBudget", { name: nameOf(budget) })}
              onClick={() => set.mutate({ subject, period, kind, limitMicros: null })}
            >
              {t("remove")}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
