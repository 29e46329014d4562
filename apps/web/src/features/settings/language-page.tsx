import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { PageHeading } from "#components/page-heading.tsx";
import { localeFromAcceptLanguage } from "#i18n/accept-language.ts";
import { defaultLocale } from "#i18n/locales.ts";
import { requireUser } from "#session/viewer.ts";
import { LanguageForm } from "./language-form.tsx";

export async function LanguagePage() {
  const viewer = await requireUser("/settings/language");
  const [t, requestHeaders] = await Promise.all([getTranslations("settings.language"), headers()]);
  const browserLocale = localeFromAcceptLanguage(requestHeaders.get("accept-language")) ?? defaultLocale;
  return (
    <>
      <PageHeading title={t("title")} description={t("description")} />
      <LanguageForm chosen={viewer.locale} browserLocale={browserLocale} />
    </>
  );
}
