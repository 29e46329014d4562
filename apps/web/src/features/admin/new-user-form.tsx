"use client";

import { Button, Field, Input, toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { FormMessage } from "#components/form/form-message.tsx";
import { PasswordInput } from "#components/form/password-input.tsx";
import { useForm } from "#components/form/use-form.ts";
import { trpc } from "#trpc/client.ts";

/** An account for someone else, also where registration is closed. */
export function NewUserForm({ onCreated }: { onCreated: () => void }) {
  const t = useTranslations("forms");
  const page = useTranslations("admin.users");
  const utils = trpc.useUtils();
  const create = trpc.users.create.useMutation();
  const { formProps, errors, message, busy } = useForm({
    fields: { email: "email", username: "username", password: "password" },
    fieldOf: { EMAIL_TAKEN: "email", USERNAME_TAKEN: "username", PASSWORD_TOO_COMMON: "password" },
    async onSubmit(values) {
      const { username } = await create.mutateAsync(values);
      onCreated();
      toast({ tone: "success", message: page("created", { username }) });
      await utils.users.list.invalidate();
    },
  });
  return (
    <form {...formProps} className="flex flex-col gap-5">
      <Field label={t("email")} error={errors.email} required>
        <Input name="email" type="email" autoComplete="off" inputMode="email" autoCapitalize="none" />
      </Field>
      <Field label={t("username")} hint={t("usernameHint")} error={errors.username} required>
        <Input name="username" autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Field>
      <Field label={t("password")} hint={t("passwordHint")} error={errors.password} required>
        <PasswordInput name="password" autoComplete="new-password" />
      </Field>
      <FormMessage message={message} />
      <Button type="submit" variant="primary" busy={busy}>
        {page("create")}
      </Button>
    </form>
  );
}
