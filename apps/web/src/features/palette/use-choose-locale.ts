"use client";

import { toast } from "@causerie/ui";
import { useRouter } from "next/navigation";
import type { Locale } from "#i18n/locales.ts";
import { writePreference } from "#preferences/cookies.ts";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

/** Changes the person's language, here and wherever they sign in. */
export function useChooseLocale(): (locale: Locale) => Promise<void> {
  const utils = trpc.useUtils();
  const router = useRouter();
  const errorText = useErrorText();
  return async (locale) => {
    try {
      await utils.client.users.updateSelf.mutate({ data: { locale } });
      writePreference("locale", locale);
      router.refresh();
    } catch (error) {
      toast({ tone: "danger", message: errorText(error) });
    }
  };
}
