"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";

/** A function from when a link ends (ISO 8601, null: never) to what is said of it; null: nothing is. */
export function useExpiryText(): (expiresAt: string | null) => string | null {
  const t = useTranslations("common.link");
  const format = useFormatter();
  const now = useNow();
  return (expiresAt) => {
    if (expiresAt === null) return null;
    const at = new Date(expiresAt);
    return at <= now ? t("expired") : t("expires", { date: format.dateTime(at, { dateStyle: "medium" }) });
  };
}
