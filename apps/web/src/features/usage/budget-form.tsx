"use client";

import { Button, Field, Input, Notice, Select } from "@causerie/ui";
import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";
import { BudgetSubjectFields } from "./budget-subject.tsx";
import { parseMoney } from "./money.ts";

/**
 * Sets or changes a budget, for everyone, a person or a key.
 *
 * @param props.whom the id of the person it is for, where that is not to be chosen.
 */
export function BudgetForm({ whom }: { whom?: string }) {
  const t = useTranslations("usage");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const set = trpc.budgets.set.useMutation({ onSuccess: () => utils.budgets.invalidate() });
  const [subject, setSubject] = useState(whom ?? "everyone");
  const [period, setPeriod] = useState<"day" | "month">("month");
  const [kind, setKind] = useState<"hard" | "warning">("hard");
  const [amount, setAmount] = useState("");
  const [isUnchosen, setIsUnchosen] = useState(false);
  const [isWrong, setIsWrong] = useState(false);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const limitMicros = parseMoney(amount);
    setIsWrong(limitMicros === null);
    setIsUnchosen(subject === "");
    if (limitMicros === null || subject === "") return;
    set.mutate({ subject, period, kind, limitMicros }, { onSuccess: () => setAmount("") });
  };
  return (
    <form
      onSubmit={submit}
      className={clsx("mt-4 grid items-start gap-4 sm:grid-cols-2", whom === undefined && "lg:grid-cols-4")}
    >
      {whom === undefined && (
        <BudgetSubjectFields
          value={subject}
          onChange={setSubject}
          error={isUnchosen && subject === "" ? t("subjectMissing") : undefined}
        />
      )}
      <Field label={t("budgetPeriod")}>
        <Select
          value={period}
          onValueChange={(value) => setPeriod(value === "day" ? "day" : "month")}
          options={(["day", "month"] as const).map((value) => ({ value, label: t(`per.${value}`) }))}
        />
      </Field>
      <Field label={t("budgetKind")}>
        <Select
          value={kind}
          onValueChange={(value) => setKind(value === "hard" ? "hard" : "warning")}
          options={(["hard", "warning"] as const).map((value) => ({ value, label: t(`kindChoice.${value}`) }))}
        />
      </Field>
      <Field label={t("budgetLimit")} error={isWrong ? t("amountWrong") : undefined}>
        <Input
          inputMode="decimal"
          autoComplete="off"
          value={amount}
          onChange={(event) => setAmount(event.currentTarget.value)}
        />
      </Field>
      {set.error && (
        <Notice tone="danger" className="sm:col-span-full">
          {errorText(set.error)}
        </Notice>
      )}
      <Button type="submit" variant="primary" busy={set.isPending} className="justify-self-start sm:mt-6">
        {t("setBudget")}
      </Button>
    </form>
  );
}
