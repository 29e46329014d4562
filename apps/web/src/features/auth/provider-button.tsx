"use client";

import { Button } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import { providerUrl } from "#session/sign-in.ts";
import { useErrorText } from "#trpc/use-error-text.ts";
import { useLeave } from "./use-leave.ts";

/** The way in through the OpenID provider, which the operator gave its name. */
export function ProviderButton({ name, next }: { name: string; next: string }) {
  const t = useTranslations("auth.signIn");
  const errorText = useErrorText();
  const { leaving, leave } = useLeave();
  const [message, setMessage] = useState<string | null>(null);
  async function go(): Promise<void> {
    setMessage(null);
    try {
      leave(await providerUrl(next));
    } catch (error) {
      setMessage(errorText(error));
    }
  }
  return (
    <div className="mt-6 flex flex-col gap-4">
      <div aria-hidden className="flex items-center gap-3 text-ink-subtle text-sm">
        <span className="h-px flex-1 bg-line" />
        {t("or")}
        <span className="h-px flex-1 bg-line" />
      </div>
      <Button busy={leaving} onClick={() => void go()}>
        {t("withProvider", { name })}
      </Button>
      <FormMessage message={message} />
    </div>
  );
}
