"use client";

import { Button, Field, Input } from "@causerie/ui";
import { useFormatter, useTranslations } from "next-intl";
import { FormMessage } from "#components/form/form-message.tsx";
import { PasswordInput } from "#components/form/password-input.tsx";
import { useForm } from "#components/form/use-form.ts";
import { useLanguage } from "#i18n/use-language.ts";
import { signIn } from "#session/sign-in.ts";
import { trpc } from "#trpc/client.ts";
import { useLeave } from "./use-leave.ts";

/** A new account, which is signed in at once. */
export function RegisterForm({
  next,
  allowedEmailDomains,
}: {
  /** Where to go afterwards. */
  next: string;
  allowedEmailDomains: readonly string[];
}) {
  const t = useTranslations("forms");
  const page = useTranslations("auth.register");
  const format = useFormatter();
  const locale = useLanguage();
  const register = trpc.auth.register.useMutation();
  const { leaving, leave } = useLeave();
  const { formProps, errors, message, busy } = useForm({
    fields: { email: "email", username: "username", trigram: "trigram", password: "password" },
    fieldOf: {
      EMAIL_TAKEN: "email",
      EMAIL_DOMAIN_REFUSED: "email",
      USERNAME_TAKEN: "username",
      TRIGRAM_TAKEN: "trigram",
      PASSWORD_TOO_COMMON: "password",
    },
    async onSubmit({ trigram, ...values }) {
      await register.mutateAsync({ ...values, locale, ...(trigram.trim() !== "" && { trigram }) });
      await signIn(values);
      leave(next);
    },
  });
  const domains =
    allowedEmailDomains.length > 0 &&
    page("domains", { domains: format.list(allowedEmailDomains, { type: "disjunction" }) });
  return (
    <form {...formProps} className="flex flex-col gap-5">
      <Field label={t("email")} hint={domains} error={errors.email} required>
        <Input name="email" type="email" autoComplete="username" inputMode="email" autoCapitalize="none" autoFocus />
      </Field>
      <Field label={t("username")} hint={t("usernameHint")} error={errors.username} required>
        <Input name="username" autoComplete="nickname" autoCapitalize="none" spellCheck={false} />
      </Field>
      <Field label={t("trigram")} hint={t("trigramHint")} error={errors.trigram}>
        <Input name="trigram" autoComplete="off" maxLength={3} spellCheck={false} className="max-w-24 uppercase" />
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
