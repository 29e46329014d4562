"use client";

import { Button, Field, Input, Notice } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { FormMessage } from "#components/form/form-message.tsx";
import { useForm } from "#components/form/use-form.ts";
import { useLanguage } from "#i18n/use-language.ts";
import { trpc } from "#trpc/client.ts";

/** Whose password was forgotten. Whether they have an account, nobody is told. */
export function RequestResetForm() {
  const t = useTranslations("forms");
  const page = useTranslations("auth.reset");
  const locale = useLanguage();
  const request = trpc.mailedLinks.requestReset.useMutation();
  const { formProps, errors, message, busy } = useForm({
    fields: { email: "email" },
    async onSubmit({ email }) {
      await request.mutateAsync({ email, locale });
    },
  });
  if (request.isSuccess) return <Notice tone="success">{page("sent")}</Notice>;
  return (
    <form {...formProps} className="flex flex-col gap-5">
      <Field label={t("email")} error={errors.email} required>
        <Input name="email" type="email" autoComplete="username" inputMode="email" autoCapitalize="none" autoFocus />
      </Field>
      <FormMessage message={message} />
      <Button type="submit" variant="primary" busy={busy} className="mt-1">
        {page("submit")}
      </Button>
    </form>
  );
}
