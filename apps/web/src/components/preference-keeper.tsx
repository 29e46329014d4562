"use client";

import { useRouter } from "next/navigation";
import { useLocale } from "next-intl";
import { useEffect } from "react";
import { readPreference, writePreference } from "#preferences/cookies.ts";
import type { Theme } from "#preferences/theme.ts";

/**
 * Tells the server, through cookies, what only the browser knows (its time zone) and what the sign-in page should look
 * like later on this machine. The external system is the cookie jar.
 */
export function PreferenceKeeper({ theme, signedIn }: { theme: Theme | null; signedIn: boolean }) {
  const router = useRouter();
  const locale = useLocale();
  useEffect(() => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    if (timeZone && readPreference("timeZone") !== timeZone) {
      writePreference("timeZone", timeZone);
      // Times on the page were written for another zone.
      if (readPreference("timeZone") === timeZone) router.refresh();
    }
  }, [router]);
  useEffect(() => {
    if (!signedIn) return;
    if (readPreference("theme") !== (theme ?? undefined)) writePreference("theme", theme);
    if (readPreference("locale") !== locale) writePreference("locale", locale);
  }, [signedIn, theme, locale]);
  return null;
}
