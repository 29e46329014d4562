"use client";

import { Button } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import { providerUrl } from "#session/sign-in.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

/** Has the provider ask once more who is there, and comes back to `next`. */
export function SignInAgain({ provider, next }: { provider: string; next: string }) {
  const t = useTranslations("settings.data");
  const errorText = useErrorText();
  const [leaving, setLeaving] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  async function go(): Promise<void> {
    setLeaving(true);
    setMessage(null);
    try {
      location.assign(await providerUrl(next, { anew: true }));
    } catch (error) {
      setLeaving(false);
      setMessage(errorText(error));
    }
  }
  return (
    <div className="flex flex-col gap-5">
      <p>{t("deleteAccountAgain", { name: provider })}</p>
      <FormMessage message={message} />
      <Button variant="primary" busy={leaving} onClick={() => void go()}>
        {t("deleteAccountSignIn", { name: provider })}
      </Button>
    </div>
  );
}
