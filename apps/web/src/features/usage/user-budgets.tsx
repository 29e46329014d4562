"use client";

import { Dialog } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { trpc } from "#trpc/client.ts";
import { BudgetForm } from "./budget-form.tsx";
import { BudgetList } from "./budget-list.tsx";

export type UserBudgetsProps = {
  user: { id: string; username: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** What one person may spend: how their budgets stand, and a form for another one. */
export function UserBudgets({ user, open, onOpenChange }: UserBudgetsProps) {
  const t = useTranslations("usage");
  const common = useTranslations("common");
  const budgets = trpc.budgets.list.useQuery();
  const items = (budgets.data?.items ?? []).filter(({ subject }) => subject === user.id);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("budgetsOf", { name: user.username })}
      description={t("budgetsHint")}
      closeLabel={common("close")}
      size="medium"
    >
      {items.length > 0 && <BudgetList items={items} />}
      <BudgetForm whom={user.id} />
    </Dialog>
  );
}
