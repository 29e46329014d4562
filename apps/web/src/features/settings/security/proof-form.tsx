"use client";

import { Button, Field } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { FormMessage } from "#components/form/form-message.tsx";
import { PasswordInput } from "#components/form/password-input.tsx";
import { useForm } from "#components/form/use-form.ts";

/** The password once more, before a change of how one signs in or the end of the account. */
export function ProofForm({
  submitLabel,
  tone = "primary",
  busy: stillBusy = false,
  onProof,
}: {
  submitLabel: string;
  tone?: "primary" | "danger";
  /** Something goes on after the proof was taken. */
  busy?: boolean;
  onProof: (proof: { password: string }) => Promise<void>;
}) {
  const t = useTranslations("forms");
  const { formProps, errors, message, busy } = useForm({
    fields: { password: "presentPassword" },
    fieldOf: { INVALID_CREDENTIALS: "password" },
    failureTexts: { INVALID_CREDENTIALS: t("wrongPassword") },
    onSubmit: onProof,
  });
  return (
    <form {...formProps} className="flex flex-col gap-5">
      <Field label={t("password")} error={errors.password} required>
        <PasswordInput name="password" autoComplete="current-password" />
      </Field>
      <FormMessage message={message} />
      <Button type="submit" variant={tone} busy={busy || stillBusy}>
        {submitLabel}
      </Button>
    </form>
  );
}
