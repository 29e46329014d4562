"use client";

import { Button, Field } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import { PasswordInput } from "#components/form/password-input.tsx";
import { useForm } from "#components/form/use-form.ts";
import { browserStorage, forgetDrafts } from "#session/private-storage.ts";
import { signOut } from "#session/sign-in.ts";
import { trpc } from "#trpc/client.ts";

/** Asks the password once more, deletes everything, and leaves. */
export function DeleteAccountForm() {
  const t = useTranslations("forms");
  const page = useTranslations("settings.data");
  const remove = trpc.users.deleteSelf.useMutation();
  const [leaving, setLeaving] = useState(false);
  const { formProps, errors, message, busy } = useForm({
    fields: { password: "presentPassword" },
    fieldOf: { INVALID_CREDENTIALS: "password" },
    failureTexts: { INVALID_CREDENTIALS: t("wrongPassword") },
    async onSubmit(values) {
      await remove.mutateAsync(values);
      setLeaving(true);
      forgetDrafts(browserStorage());
      // Only forgets the cookie: the account behind it is gone, whether or not this succeeds.
      await signOut().catch(() => {});
      location.assign("/sign-in");
    },
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
