"use client";

import type { IdentityOutput } from "@causerie/api/schemas";
import { Button, Dialog } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useFailureText } from "#trpc/use-error-text.ts";
import { DeleteAccountForm } from "./delete-account-form.tsx";
import { DeleteProvidedAccountForm } from "./delete-provided-account-form.tsx";
import { SignInAgain } from "./sign-in-again.tsx";

const page = "/settings/data";
/** Where the provider leads back to: this dialog, open. */
const back = `${page}?delete=account`;

/** The end of an account, once its owner has proved anew that it is them: by their password, or at the provider. */
export function DeleteAccount({
  hasPassword,
  fresh,
  username,
  provider,
  asked,
}: Pick<IdentityOutput, "hasPassword" | "fresh"> & {
  username: string;
  provider: string | null;
  /** They come back from the provider in order to go on with it. */
  asked: boolean;
}) {
  const t = useTranslations("settings.data");
  const common = useTranslations("common");
  const failureText = useFailureText();
  const [open, setOpen] = useState(asked);
  const [stale, setStale] = useState(!fresh);
  // The external system is the address: loaded again or kept as a bookmark, it is not to ask anew.
  useEffect(() => {
    // Next's router takes note of the address only once its own effect has run, and that of a parent comes after this one.
    if (asked) queueMicrotask(() => window.history.replaceState(null, "", page));
  }, [asked]);
  function proof() {
    if (hasPassword) return <DeleteAccountForm />;
    if (!stale) return <DeleteProvidedAccountForm username={username} onStale={() => setStale(true)} />;
    if (provider !== null) return <SignInAgain provider={provider} next={back} />;
    return <p>{failureText({ code: "PASSWORD_NOT_SET", params: {} })}</p>;
  }
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="danger">{t("deleteAccount")}</Button>}
      title={t("deleteAccountQuestion")}
      description={t(hasPassword ? "deleteAccountConsequence" : "deleteAccountGone")}
      closeLabel={common("cancel")}
    >
      {proof()}
    </Dialog>
  );
}
