"use client";

import { Toaster, UiProvider } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect } from "react";
import { TrpcProvider } from "#trpc/trpc-provider.tsx";
import { doEarlyClicks } from "./early-clicks.ts";

/** What every page needs in the browser: the primitives' context, the calls to the server, and a corner for toasts. */
export function AppProviders({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const t = useTranslations("common");
  // Effects of what is inside come first: the page has been taken over.
  useEffect(doEarlyClicks, []);
  return (
    <UiProvider nonce={nonce}>
      <TrpcProvider>{children}</TrpcProvider>
      <Toaster label={t("notifications")} closeLabel={t("close")} />
    </UiProvider>
  );
}
