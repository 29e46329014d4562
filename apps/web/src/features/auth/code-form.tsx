"use client";

import { Button, Field } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { CodeInput } from "#components/form/code-input.tsx";
import { FormMessage } from "#components/form/form-message.tsx";
import { useForm } from "#components/form/use-form.ts";
import { signIn } from "#session/sign-in.ts";
import { useLeave } from "./use-leave.ts";

/** The second step of signing in, for who has a second factor: a code of their app, or a recovery code. */
export function CodeForm({
  credentials,
  next,
  onBack,
}: {
  credentials: { email: string; password: string };
  next: string;
  onBack: () => void;
}) {
  const t = useTranslations("forms");
  const page = useTranslations("auth.signIn");
  const { leaving, leave } = useLeave();
  const { formProps, errors, message, busy } = useForm({
    fields: { code: "code" },
    fieldOf: { TOTP_INVALID: "code" },
    async onSubmit({ code }) {
      await signIn({ ...credentials, code });
      leave(next);
    },
  });
  return (
    <form {...formProps} className="flex flex-col gap-5">
      <Field label={t("code")} hint={t("codeHint")} error={errors.code} required>
        <CodeInput autoFocus />
      </Field>
      <FormMessage message={message} />
      <Button type="submit" variant="primary" busy={busy || leaving} className="mt-1">
        {page("submit")}
      </Button>
      <Button variant="quiet" onClick={onBack}>
        {page("back")}
      </Button>
    </form>
  );
}
