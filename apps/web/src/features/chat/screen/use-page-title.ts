"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";

/** Names the browser's tab after the conversation, also when it was opened without loading a page. */
export function usePageTitle(title: string | null) {
  const t = useTranslations("common");
  useEffect(() => {
    document.title = title === null ? t("appName") : `${title} · ${t("appName")}`;
  }, [title, t]);
}
