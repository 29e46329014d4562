"use client";

import { useTranslations } from "next-intl";

/** The line under the composer: answers can be wrong. */
export function Caution() {
  const t = useTranslations("chat");
  return (
    <div className="shrink-0 pb-safe">
      <p className="px-4 pb-2 text-center text-ink-subtle text-xs">{t("caution")}</p>
    </div>
  );
}
