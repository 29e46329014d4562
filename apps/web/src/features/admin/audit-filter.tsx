"use client";

import { Field, Input, Select } from "@causerie/ui";
import { useLocale, useTranslations } from "next-intl";
import { trpc } from "#trpc/client.ts";
import type { AuditFields } from "./audit-input.ts";
import { useActionText } from "./use-action-text.ts";

/** Narrows the log by who, what and when. */
export function AuditFilter({ fields, onChange }: { fields: AuditFields; onChange: (fields: AuditFields) => void }) {
  const t = useTranslations("admin.audit");
  const locale = useLocale();
  const actions = trpc.audit.actions.useQuery();
  const actionText = useActionText();
  const options = (actions.data?.items ?? [])
    .map((action) => ({ value: action, label: actionText(action) }))
    .sort((one, other) => one.label.localeCompare(other.label, locale));
  return (
    <form
      method="get"
      onSubmit={(event) => event.preventDefault()}
      className="grid gap-4 sm:grid-cols-2 lg:grid-cols-[1.6fr_1.4fr_1fr_1fr]"
    >
      <Field label={t("person")}>
        <Input
          type="search"
          value={fields.person}
          onChange={(event) => onChange({ ...fields, person: event.currentTarget.value })}
          placeholder={t("personHint")}
          maxLength={254}
          autoComplete="off"
        />
      </Field>
      <Field label={t("action")}>
        <Select
          value={fields.action}
          onValueChange={(action) => onChange({ ...fields, action })}
          options={[{ value: "", label: t("anyAction") }, ...options]}
        />
      </Field>
      <Field label={t("from")}>
        <Input
          type="date"
          value={fields.from}
          onChange={(event) => onChange({ ...fields, from: event.currentTarget.value })}
        />
      </Field>
      <Field label={t("to")}>
        <Input
          type="date"
          value={fields.to}
          onChange={(event) => onChange({ ...fields, to: event.currentTarget.value })}
        />
      </Field>
    </form>
  );
}
