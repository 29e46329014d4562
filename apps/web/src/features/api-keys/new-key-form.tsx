"use client";

import type { NewKey } from "@causerie/api/schemas";
import { Button, Field, Input, Select } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import { useForm } from "#components/form/use-form.ts";
import { trpc } from "#trpc/client.ts";
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
  const { formProps, errors, message, busy } = useForm({
    fields: { name: "keyName", ratePerMinute: "ratePerMinute" },
    async onSubmit({ name, ratePerMinute }) {
      setRefusesNone(scopes.length === 0);
      if (scopes.length === 0) return;
      const key = await create.mutateAsync({
        name,
        scopes: [...scopes],
        ...(expiresInDays !== null && { expiresInDays }),
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
