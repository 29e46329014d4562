"use client";

import { Button, Field, Input } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { FormMessage } from "#components/form/form-message.tsx";
import { PasswordInput } from "#components/form/password-input.tsx";
import { useForm } from "#components/form/use-form.ts";
import { signIn } from "#session/sign-in.ts";
import { trpc } from "#trpc/client.ts";
import { useLeave } from "./use-leave.ts";

/** The first account of a server; `token` comes from the link that the server printed. */
export function SetupForm({ token }: { token: string }) {
  const t = useTranslations("forms");
  const page = useTranslations("auth.setup");
  const setup = trpc.auth.setup.useMutation();
  const { leaving, leave } = useLeave();
  const { formProps, errors, message, busy } = useForm({
    fields: { email: "email", username: "username", password: "password" },
    fieldOf: { EMAIL_TAKEN: "email", USERNAME_TAKEN: "username", PASSWORD_TOO_COMMON: "password" },
    async onSubmit(values) {
      await setup.mutateAsync({ token, ...values });
      await signIn(values);
      leave("/");
    },
  });
  return (
    <form {...formProps} className="flex flex-col gap-5">
      <Field label={t("email")} error={errors.email} required>
        <Input name="email" type="email" autoComplete="username" inputMode="email" autoCapitalize="none" autoFocus />
      </Field>
      <Field label={t("username")} hint={t("usernameHint")} error={errors.username} required>
        <Input name="username" autoComplete="nickname" autoCapitalize="none" spellCheck={false} />
      </Field>
      <Field label={t("password")} hint={t("passwordHint")} error={errors.password} required>
        <PasswordInput name="password" autoComplete="new-password" />
      </Field>
      <FormMessage message={message} />
      <Button type="submit" variant="primary" busy={busy || leaving} className="mt-1">
        {page("submit")}
      </Button>
    </form>
  );
}
