"use client";

import type { NewKey } from "@causerie/api/schemas";
import { Button, Field, Input, Select } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import { useForm } from "#components/form/use-form.ts";
import { trpc } from "#trpc/client.ts";
import { parseMoney } from "../usage/index.ts";
import { ScopeChoices } from "./scope-choices.tsx";
import type { KeyScope } from "./scopes.ts";

/** For how many days a key may be chosen to be good; null: until it is revoked. */
const expiries = [7, 30, 90, 365, null] as const;

export function NewKeyForm({ isAdmin, onCreated }: { isAdmin: boolean; onCreated: (key: NewKey) => void }) {
  const t = useTranslations("keys");
  const create = trpc.apiKeys.create.useMutation();
  const [scopes, setScopes] = useState<readonly KeyScope[]>(["chat"]);
  const [refusesNone, setRefusesNone] = useState(false);
  const [expiresInDays, setExpiresInDays] = useState<number | null>(90);
  const [budgetPeriod, setBudgetPeriod] = useState<"day" | "month">("month");
  const { formProps, errors, message, busy } = useForm({
    fields: { name: "keyName", budget: "amount", ratePerMinute: "ratePerMinute" },
    async onSubmit({ name, budget, ratePerMinute }) {
      setRefusesNone(scopes.length === 0);
      if (scopes.length === 0) return;
      const budgetMicros = parseMoney(budget);
      const key = await create.mutateAsync({
        name,
        scopes: [...scopes],
        ...(expiresInDays !== null && { expiresInDays }),
        ...(budgetMicros !== null && { budgetMicros, budgetPeriod }),
        ...(ratePerMinute.trim() !== "" && { ratePerMinute: Number(ratePerMinute) }),
      });
      onCreated(key);
    },
  });
  return (
    <form {...formProps} className="flex flex-col gap-5">
      <Field label={t("name")} hint={t("nameHint")} error={errors.name} required>
        <Input name="name" maxLength={100} autoComplete="off" />
      </Field>
      <ScopeChoices
        isAdmin={isAdmin}
        chosen={scopes}
        onChange={(next) => {
          setScopes(next);
          setRefusesNone(false);
        }}
        error={refusesNone ? t("scopeMissing") : null}
      />
      <Field label={t("validFor")}>
        <Select
          value={String(expiresInDays)}
          onValueChange={(value) => setExpiresInDays(expiries.find((days) => String(days) === value) ?? null)}
          options={expiries.map((days) => ({
            value: String(days),
            label: days === null ? t("untilRevoked") : t("days", { count: days }),
          }))}
        />
      </Field>
      <div className="grid items-end gap-4 sm:grid-cols-2">
        <Field label={t("budget")} hint={t("budgetHint")} error={errors.budget}>
          <Input name="budget" inputMode="decimal" autoComplete="off" />
        </Field>
        <Field label={t("budgetPeriod")}>
          <Select
            value={budgetPeriod}
            onValueChange={(value) => setBudgetPeriod(value === "day" ? "day" : "month")}
            options={(["day", "month"] as const).map((value) => ({ value, label: t(`per.${value}`) }))}
          />
        </Field>
      </div>
      <Field label={t("ratePerMinute")} hint={t("ratePerMinuteHint")} error={errors.ratePerMinute}>
        <Input name="ratePerMinute" inputMode="numeric" autoComplete="off" className="max-w-32" />
      </Field>
      <FormMessage message={message} />
      <Button type="submit" variant="primary" busy={busy}>
        {t("create")}
      </Button>
    </form>
  );
}
