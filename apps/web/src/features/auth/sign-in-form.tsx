"use client";

import { Button, Field, Input } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import { PasswordInput } from "#components/form/password-input.tsx";
import { useForm } from "#components/form/use-form.ts";
import { signIn } from "#session/sign-in.ts";
import { toFailure } from "#trpc/client-failure.ts";
import { CodeForm } from "./code-form.tsx";
import { useLeave } from "./use-leave.ts";

/**
 * Email and password, the other ways below, then the code of who has a second factor. Afterwards the page is loaded anew, so that
 * nothing of an earlier account stays in memory.
 */
export function SignInForm({ next, children }: { next: string; children: ReactNode }) {
  const t = useTranslations("forms");
  const page = useTranslations("auth.signIn");
  const { leaving, leave } = useLeave();
  const [proven, setProven] = useState<{ email: string; password: string } | null>(null);
  const { formProps, errors, message, busy } = useForm({
    fields: { email: "presentEmail", password: "presentPassword" },
    async onSubmit(values) {
      try {
        await signIn(values);
        leave(next);
      } catch (error) {
        if (toFailure(error).code !== "TOTP_REQUIRED") throw error;
        setProven(values);
      }
    },
  });
  if (proven) return <CodeForm credentials={proven} next={next} onBack={() => setProven(null)} />;
  return (
    <>
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
      {children}
    </>
  );
}
