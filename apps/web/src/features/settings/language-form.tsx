"use client";

import { RadioGroup, toast } from "@causerie/ui";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { isLocale, type Locale, localeNames, locales } from "#i18n/locales.ts";
import { writePreference } from "#preferences/cookies.ts";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

/** The language: chosen, or the browser's. The choice shows at once; the page follows as soon as it is kept. */
export function LanguageForm({ chosen, browserLocale }: { chosen: Locale | null; browserLocale: Locale }) {
  const t = useTranslations("settings.language");
  const errorText = useErrorText();
  const router = useRouter();
  const [value, setValue] = useState<Locale | "browser">(chosen ?? "browser");
  const update = trpc.users.updateSelf.useMutation();
  const choose = (next: Locale | "browser") => {
    const locale = isLocale(next) ? next : null;
    setValue(next);
    update.mutate(
      { data: { locale } },
      {
        onSuccess: () => {
          writePreference("locale", locale);
          router.refresh();
        },
        onError: (error) => {
          setValue(value);
          toast({ tone: "danger", message: errorText(error) });
        },
      },
    );
  };
  return (
    <RadioGroup
      label={t("legend")}
      labelHidden
      value={value}
      onValueChange={choose}
      options={[
        { value: "browser", label: t("browser"), hint: t("browserHint", { language: localeNames[browserLocale] }) },
        ...locales.map((locale) => ({ value: locale, label: <span lang={locale}>{localeNames[locale]}</span> })),
      ]}
    />
  );
}
