"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { readPreference, writePreference } from "#preferences/cookies.ts";
import type { ChosenPreferences } from "#preferences/server.ts";

/**
 * Tells the server, through cookies, what only the browser knows (its time zone) and what the sign-in page should look
 * like later on this machine. The external system is the cookie jar.
 */
export function PreferenceKeeper({ chosen }: { chosen: ChosenPreferences | null }) {
  const router = useRouter();
  useEffect(() => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    if (timeZone && readPreference("timeZone") !== timeZone) {
      writePreference("timeZone", timeZone);
      // Times on the page were written for another zone.
      if (readPreference("timeZone") === timeZone) router.refresh();
    }
  }, [router]);
  useEffect(() => {
    if (!chosen) return;
    if (readPreference("theme") !== (chosen.theme ?? undefined)) writePreference("theme", chosen.theme);
    // Without a choice of the account's, one that was made on this machine before signing in still holds.
    if (chosen.locale && readPreference("locale") !== chosen.locale) writePreference("locale", chosen.locale);
  }, [chosen]);
  return null;
}
