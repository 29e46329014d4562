"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type Locale, localeNames, locales } from "#i18n/locales.ts";
import { writePreference } from "#preferences/cookies.ts";

/** The languages, each by its own name. What was typed into the page's form stays. */
export function LanguageChoice({ current }: { current: Locale }) {
  const t = useTranslations("auth");
  const router = useRouter();
  const choose = (locale: Locale) => {
    writePreference("locale", locale);
    router.refresh();
  };
  return (
    <nav aria-label={t("language")} className="-mx-2 flex gap-1 text-sm">
      {locales.map((locale) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          aria-current={locale === current ? "true" : undefined}
          className="h-8 touch-target rounded-box px-2 text-ink-muted hover:text-ink aria-[current=true]:text-ink aria-[current=true]:underline aria-[current=true]:underline-offset-4"
          onClick={() => choose(locale)}
        >
          {localeNames[locale]}
        </button>
      ))}
    </nav>
  );
}
