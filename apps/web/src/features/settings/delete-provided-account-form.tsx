"use client";

import { Button, Field, Input } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { flushSync } from "react-dom";
import { FormMessage } from "#components/form/form-message.tsx";
import { toFailure } from "#trpc/client-failure.ts";
import { useFailureText } from "#trpc/use-error-text.ts";
import { useDeleteAccount } from "./use-delete-account.ts";

/** For who has no password and has just signed in through the provider: their username, typed, says that they mean it. */
export function DeleteProvidedAccountForm({ username, onStale }: { username: string; onStale: () => void }) {
  const t = useTranslations("settings.data");
  const failureText = useFailureText();
  const { remove, leaving } = useDeleteAccount();
  const [busy, setBusy] = useState(false);
  const [mismatch, setMismatch] = useState(false);
  const [message, setMessage] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (busy || leaving) return;
    const control = event.currentTarget.elements.namedItem("confirmation");
    const typed = control instanceof HTMLInputElement ? control.value : "";
    const matches = typed.normalize("NFKC").trim().toLowerCase() === username.toLowerCase();
    // At once, so that the field is described by its error when the focus reaches it.
    flushSync(() => setMismatch(!matches));
    if (!matches) {
      if (control instanceof HTMLInputElement) control.focus();
      return;
    }
    setBusy(true);
    setMessage(null);
    try {
      await remove({});
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code === "REAUTHENTICATION_REQUIRED") onStale();
      else setMessage(failureText(failure));
    }
    setBusy(false);
  }

  return (
    <form onSubmit={(event) => void submit(event)} method="post" noValidate className="flex flex-col gap-5">
      <Field
        label={t("deleteAccountUsername", { username })}
        error={mismatch ? t("deleteAccountMismatch") : undefined}
        required
      >
        <Input name="confirmation" autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Field>
      <FormMessage message={message} />
      <Button type="submit" variant="danger" busy={busy || leaving}>
        {t("deleteAccount")}
      </Button>
    </form>
  );
}
