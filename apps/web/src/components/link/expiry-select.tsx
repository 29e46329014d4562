"use client";

import { Field, Select } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { type ExpiryDays, expiryChoices } from "./expiry.ts";

/** How long a link stays valid. */
export function ExpirySelect({ value, onChange }: { value: ExpiryDays; onChange: (days: ExpiryDays) => void }) {
  const t = useTranslations("common.link");
  return (
    <Field label={t("expiry")}>
      <Select
        value={String(value)}
        onValueChange={(next) => onChange(expiryChoices.find((choice) => String(choice) === next) ?? null)}
        options={expiryChoices.map((days) => ({
          value: String(days),
          label: days === null ? t("never") : t("days", { count: days }),
        }))}
      />
    </Field>
  );
}
