"use client";

import { Button, Field, Notice } from "@causerie/ui";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { FormMessage } from "#components/form/form-message.tsx";
import { PasswordInput } from "#components/form/password-input.tsx";
import { useForm } from "#components/form/use-form.ts";
import { trpc } from "#trpc/client.ts";

/** The new password of who came by the mail's link. They sign in with it themselves: a second factor may be asked for. */
export function NewPasswordForm({ token }: { token: string }) {
  const t = useTranslations("forms");
  const page = useTranslations("auth.reset");
  const reset = trpc.mailedLinks.reset.useMutation();
  const { formProps, errors, message, busy } = useForm({
    fields: { newPassword: "newPassword" },
    fieldOf: { PASSWORD_TOO_COMMON: "newPassword" },
    async onSubmit({ newPassword }) {
      await reset.mutateAsync({ token, newPassword });
    },
  });
  if (reset.isSuccess) {
    return (
      <div className="flex flex-col gap-5">
        <Notice tone="success">{page("done")}</Notice>
        <Button asChild variant="primary">
          <Link href="/sign-in">{page("signIn")}</Link>
        </Button>
      </div>
    );
  }
  return (
    <form {...formProps} className="flex flex-col gap-5">
      <Field label={t("newPassword")} hint={t("passwordHint")} error={errors.newPassword} required>
        <PasswordInput name="newPassword" autoComplete="new-password" autoFocus />
      </Field>
      <FormMessage message={message} />
      <Button type="submit" variant="primary" busy={busy} className="mt-1">
        {page("choose")}
      </Button>
    </form>
  );
}
