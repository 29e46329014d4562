"use client";

import { useTranslations } from "next-intl";

/** The head of the page on which a conversation begins. */
export function Greeting() {
  const t = useTranslations("chat");
  return (
    <div className="mx-auto mt-auto w-full max-w-column px-4 pb-6 sm:px-6">
      <h1 className="text-balance font-serif text-3xl tracking-[-0.01em] sm:text-4xl">{t("greeting")}</h1>
    </div>
  );
}
