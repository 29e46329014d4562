import { isLocale, type Locale } from "./locales.ts";

/** What is read of the header: it comes from outside and may be of any length. */
const longestHeader = 500;

/** The first of our languages that an `Accept-Language` header asks for, by its weights; null: none of them. */
export function localeFromAcceptLanguage(header: string | null | undefined): Locale | null {
  const wishes = (header ?? "")
    .slice(0, longestHeader)
    .split(",")
    .map(parseWish)
    .filter((wish) => wish.weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { language } of wishes) if (isLocale(language)) return language;
  return null;
}

function parseWish(text: string): { language: string; weight: number } {
  const [tag = "", ...parameters] = text.trim().toLowerCase().split(";");
  const quality = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith("q="));
  const weight = quality === undefined ? 1 : Number(quality.slice(2));
  return { language: tag.trim().split("-")[0] ?? "", weight: Number.isFinite(weight) ? weight : 0 };
}
