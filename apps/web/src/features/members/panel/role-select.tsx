"use client";

import type { MemberRole } from "@causerie/api/schemas";
import { Field, Select } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { memberRoles } from "./roles.ts";

/** What someone new may do. */
export function RoleSelect({ value, onChange }: { value: MemberRole; onChange: (role: MemberRole) => void }) {
  const t = useTranslations("members");
  return (
    <Field label={t("role")}>
      <Select
        value={value}
        onValueChange={(next) => onChange(memberRoles.find((role) => role === next) ?? "reader")}
        options={memberRoles.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
      />
    </Field>
  );
}
