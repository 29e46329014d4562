"use client";

import { Button, Notice } from "@causerie/ui";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { FormMessage } from "#components/form/form-message.tsx";
import { useForm } from "#components/form/use-form.ts";
import { trpc } from "#trpc/client.ts";

/** One button: the email is theirs. */
export function VerifyForm({ token }: { token: string }) {
  const t = useTranslations("auth.verify");
  const verify = trpc.mailedLinks.verify.useMutation();
  const { formProps, message, busy } = useForm({
    fields: {},
    failureTexts: { INVALID_INPUT: t("invalid"), MAILED_LINK_INVALID: t("invalid") },
    async onSubmit() {
      await verify.mutateAsync({ token });
    },
  });
  if (verify.isSuccess) {
    return (
      <div className="flex flex-col gap-5">
        <Notice tone="success">{t("done")}</Notice>
        <Button asChild variant="primary">
          <Link href="/">{t("goOn")}</Link>
        </Button>
      </div>
    );
  }
  return (
    <form {...formProps} className="flex flex-col gap-5">
      <FormMessage message={message} />
      <Button type="submit" variant="primary" busy={busy}>
        {t("submit")}
      </Button>
    </form>
  );
}
