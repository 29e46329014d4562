"use client";

import { Button, Field, toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { FormMessage } from "#components/form/form-message.tsx";
import { PasswordInput } from "#components/form/password-input.tsx";
import { useForm } from "#components/form/use-form.ts";
import { signIn } from "#session/sign-in.ts";
import { trpc } from "#trpc/client.ts";
import { toFailure } from "#trpc/client-failure.ts";

/** A new password. It ends every session, so this browser signs in again with it at once. */
export function PasswordForm({ email }: { email: string }) {
  const t = useTranslations("forms");
  const page = useTranslations("settings.security");
  const change = trpc.auth.changePassword.useMutation();
  const { formProps, errors, message, busy, reset } = useForm({
    fields: { currentPassword: "currentPassword", newPassword: "newPassword" },
    fieldOf: { INVALID_CREDENTIALS: "currentPassword", PASSWORD_TOO_COMMON: "newPassword" },
    failureTexts: { INVALID_CREDENTIALS: t("wrongPassword") },
    async onSubmit(values) {
      await change.mutateAsync(values);
      try {
        await signIn({ email, password: values.newPassword });
      } catch (error) {
        if (toFailure(error).code !== "TOTP_REQUIRED") throw error;
        // The code is asked for where it always is.
        location.assign("/sign-in?next=/settings/security");
        return;
      }
      reset();
      toast({ tone: "success", message: page("passwordChanged") });
    },
  });
  return (
    <form {...formProps} className="flex max-w-form flex-col gap-5">
      {/* Tells a password manager whose password this is. */}
      <input type="email" name="email" value={email} readOnly autoComplete="username" hidden />
      <Field label={t("currentPassword")} error={errors.currentPassword} required>
        <PasswordInput name="currentPassword" autoComplete="current-password" />
      </Field>
      <Field label={t("newPassword")} hint={t("passwordHint")} error={errors.newPassword} required>
        <PasswordInput name="newPassword" autoComplete="new-password" />
      </Field>
      <FormMessage message={message} />
      <Button type="submit" variant="primary" busy={busy} className="self-start">
        {page("changePassword")}
      </Button>
    </form>
  );
}
