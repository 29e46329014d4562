import { useLocale } from "next-intl";
import { type Locale, languageOf } from "./locales.ts";

/** The language that the page is in. next-intl's own locale knows the region too, for dates and numbers. */
export function useLanguage(): Locale {
  return languageOf(useLocale());
}
