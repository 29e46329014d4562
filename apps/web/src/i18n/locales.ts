/** The languages there are catalogues for. Anything else that a browser or a cookie says is never used as a locale. */
export const locales = ["en", "fr"] as const;
export type Locale = (typeof locales)[number];
export const defaultLocale: Locale = "en";

/** A language, and the region whose dates and numbers it is read with: `en-GB`, `fr`. */
export type RegionalLocale = Locale | `${Locale}-${string}`;

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}

/** Each language by its own name, as its speakers look for it. */
export const localeNames: Record<Locale, string> = { en: "English", fr: "Français" };

/** Only the language of it, in which the texts are. */
export function languageOf(locale: RegionalLocale): Locale {
  return locales.find((language) => locale.startsWith(language)) ?? defaultLocale;
}
