import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { localeFromAcceptLanguage, regionFromAcceptLanguage } from "#i18n/accept-language.ts";
import { defaultLocale, isLocale, type Locale } from "#i18n/locales.ts";
import { timeZoneOr } from "#i18n/time-zone.ts";
import { getViewer } from "#session/viewer.ts";
import { preferenceCookies } from "./cookies.ts";
import { isTheme, type Theme } from "./theme.ts";

/** What somebody's account says; null follows the browser or the system. */
export type ChosenPreferences = { locale: Locale | null; theme: Theme | null };

export type Preferences = {
  locale: Locale;
  /** Where dates and numbers are read, `GB`; null: as the language alone says. */
  region: string | null;
  theme: Theme | null;
  timeZone: string;
  /** Null: nobody is signed in. */
  chosen: ChosenPreferences | null;
};

/** How this request wants its page: what the person chose, else what the browser kept, else what it asks for. */
export const getPreferences = cache(async (): Promise<Preferences> => {
  const [viewer, jar, requestHeaders] = await Promise.all([
    // A page that can't be made still says so in the right language.
    getViewer().catch(() => null),
    cookies(),
    headers(),
  ]);
  const locale = viewer?.locale ?? jar.get(preferenceCookies.locale)?.value;
  const theme = viewer ? viewer.theme : jar.get(preferenceCookies.theme)?.value;
  const acceptLanguage = requestHeaders.get("accept-language");
  return {
    locale: isLocale(locale) ? locale : (localeFromAcceptLanguage(acceptLanguage) ?? defaultLocale),
    region: regionFromAcceptLanguage(acceptLanguage),
    theme: isTheme(theme) ? theme : null,
    chosen: viewer && { locale: viewer.locale, theme: viewer.theme },
    timeZone: timeZoneOr(jar.get(preferenceCookies.timeZone)?.value),
  };
});
