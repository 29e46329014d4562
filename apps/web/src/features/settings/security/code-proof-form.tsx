"use client";

import { Button, Field } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { CodeInput } from "#components/form/code-input.tsx";
import { FormMessage } from "#components/form/form-message.tsx";
import { PasswordInput } from "#components/form/password-input.tsx";
import { useForm } from "#components/form/use-form.ts";

/** The password and a code, before a change of the second factor. */
export function CodeProofForm({
  submitLabel,
  tone,
  onProof,
}: {
  submitLabel: string;
  tone: "primary" | "danger";
  onProof: (proof: { password: string; code: string }) => Promise<void>;
}) {
  const t = useTranslations("forms");
  const { formProps, errors, message, busy } = useForm({
    fields: { password: "presentPassword", code: "code" },
    fieldOf: { INVALID_CREDENTIALS: "password", TOTP_INVALID: "code" },
    failureTexts: { INVALID_CREDENTIALS: t("wrongPassword") },
    onSubmit: onProof,
  });
  return (
    <form {...formProps} className="flex flex-col gap-5">
      <Field label={t("password")} error={errors.password} required>
        <PasswordInput name="password" autoComplete="current-password" />
      </Field>
      <Field label={t("code")} hint={t("codeHint")} error={errors.code} required>
        <CodeInput />
      </Field>
      <FormMessage message={message} />
      <Button type="submit" variant={tone} busy={busy}>
        {submitLabel}
      </Button>
    </form>
  );
}
