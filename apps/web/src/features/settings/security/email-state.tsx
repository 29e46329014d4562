"use client";

import { Button, Notice, toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useLanguage } from "#i18n/use-language.ts";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

/** Whether it is known that the email is theirs, and how to show it. */
export function EmailState({ email, verified, mail }: { email: string; verified: boolean; mail: boolean }) {
  const t = useTranslations("settings.security");
  const locale = useLanguage();
  const errorText = useErrorText();
  const request = trpc.mailedLinks.requestVerification.useMutation({
    onSuccess: () => toast({ tone: "success", message: t("emailSent", { email }) }),
    onError: (error) => toast({ tone: "danger", message: errorText(error) }),
  });
  if (verified) return <Notice tone="success">{t("emailVerified", { email })}</Notice>;
  if (!mail) return <Notice>{t("emailNoMail", { email })}</Notice>;
  return (
    <Notice
      tone="warning"
      actions={
        <Button size="small" busy={request.isPending} onClick={() => request.mutate({ locale })}>
          {t("emailSend")}
        </Button>
      }
    >
      {t("emailUnverified", { email })}
    </Notice>
  );
}
