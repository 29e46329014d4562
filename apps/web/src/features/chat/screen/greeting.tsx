"use client";

import { useTranslations } from "next-intl";

/** The head of the page on which a conversation begins. */
export function Greeting({
  begun,
}: {
  /** The conversation has a name already, which is the page's title. */ begun: boolean;
}) {
  const t = useTranslations("chat");
  const Heading = begun ? "h2" : "h1";
  return (
    <div className="mx-auto mt-auto w-full max-w-column px-4 pb-6 sm:px-6">
      <Heading className="text-balance font-serif text-3xl tracking-[-0.01em] sm:text-4xl">{t("greeting")}</Heading>
    </div>
  );
}
