"use client";

import { Button, toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { signOut } from "#session/sign-in.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

/** Ends the session of this browser and leaves for the sign-in page. */
export function SignOutButton() {
  const t = useTranslations("shell");
  const errorText = useErrorText();
  const [busy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    try {
      await signOut();
      location.assign("/sign-in");
    } catch (error) {
      toast({ tone: "danger", message: errorText(error) });
      setBusy(false);
    }
  };
  return (
    <Button variant="quiet" size="small" busy={busy} onClick={leave} className="h-9 font-normal md:-ml-3">
      {t("signOut")}
    </Button>
  );
}
