"use client";

import { Button, Field, Input } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { FormMessage } from "#components/form/form-message.tsx";
import { PasswordInput } from "#components/form/password-input.tsx";
import { useForm } from "#components/form/use-form.ts";
import { signIn } from "#session/sign-in.ts";
import { useLeave } from "./use-leave.ts";

/** Email and password. Afterwards the page is loaded anew, so that nothing of an earlier account stays in memory. */
export function SignInForm({ next }: { next: string }) {
  const t = useTranslations("forms");
  const page = useTranslations("auth.signIn");
  const { leaving, leave } = useLeave();
  const { formProps, errors, message, busy } = useForm({
    fields: { email: "presentEmail", password: "presentPassword" },
    async onSubmit(values) {
      await signIn(values);
      leave(next);
    },
  });
  return (
    <form {...formProps} className="flex flex-col gap-5">
      <Field label={t("email")} error={errors.email} required>
        <Input name="email" type="email" autoComplete="username" inputMode="email" autoCapitalize="none" autoFocus />
      </Field>
      <Field label={t("password")} error={errors.password} required>
        <PasswordInput name="password" autoComplete="current-password" />
      </Field>
      <FormMessage message={message} />
      <Button type="submit" variant="primary" busy={busy || leaving} className="mt-1">
        {page("submit")}
      </Button>
    </form>
  );
}
