import { isLocale, type Locale } from "./locales.ts";

/** What is read of the header: it comes from outside and may be of any length. */
const longestHeader = 500;

/** The first of our languages that an `Accept-Language` header asks for, by its weights; null: none of them. */
export function localeFromAcceptLanguage(header: string | null | undefined): Locale | null {
  for (const { tag } of wishesOf(header)) {
    const [language] = tag.split("-");
    if (isLocale(language)) return language;
  }
  return null;
}

/**
 * The region that an `Accept-Language` header names first, `GB` of `en-GB`, whichever language is then read; null: none.
 * Browsers put that of their own settings first.
 */
export function regionFromAcceptLanguage(header: string | null | undefined): string | null {
  for (const { tag } of wishesOf(header)) {
    const region = /^[a-z]{2,3}(?:-[a-z]{4})?-([a-z]{2}|\d{3})(?:-|$)/.exec(tag)?.[1];
    if (region) return region.toUpperCase();
  }
  return null;
}

function wishesOf(header: string | null | undefined): { tag: string; weight: number }[] {
  return (header ?? "")
    .slice(0, longestHeader)
    .split(",")
    .map(parseWish)
    .filter((wish) => wish.weight > 0)
    .sort((a, b) => b.weight - a.weight);
}

function parseWish(text: string): { tag: string; weight: number } {
  const [tag = "", ...parameters] = text.trim().toLowerCase().split(";");
  const quality = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith("q="));
  const weight = quality === undefined ? 1 : Number(quality.slice(2));
  return { tag: tag.trim(), weight: Number.isFinite(weight) ? weight : 0 };
}
