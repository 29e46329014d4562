"use client";

import { Button, Field } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { FormMessage } from "#components/form/form-message.tsx";
import { PasswordInput } from "#components/form/password-input.tsx";
import { useForm } from "#components/form/use-form.ts";
import { useDeleteAccount } from "./use-delete-account.ts";

/** Asks the password once more, deletes everything, and leaves. */
export function DeleteAccountForm() {
  const t = useTranslations("forms");
  const page = useTranslations("settings.data");
  const { remove, leaving } = useDeleteAccount();
  const { formProps, errors, message, busy } = useForm({
    fields: { password: "presentPassword" },
    fieldOf: { INVALID_CREDENTIALS: "password" },
    failureTexts: { INVALID_CREDENTIALS: t("wrongPassword") },
    onSubmit: remove,
  });
  return (
    <form {...formProps} className="flex flex-col gap-5">
      <Field label={t("password")} error={errors.password} required>
        <PasswordInput name="password" autoComplete="current-password" />
      </Field>
      <FormMessage message={message} />
      <Button type="submit" variant="danger" busy={busy || leaving}>
        {page("deleteAccount")}
      </Button>
    </form>
  );
}
