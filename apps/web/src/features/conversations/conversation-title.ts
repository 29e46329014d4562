"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";

/** A function from a conversation to how it is called; one that nobody named yet is a new conversation. */
export function useTitleOf(): (conversation: { title: string | null }) => string {
  const t = useTranslations("conversations");
  return useCallback(({ title }) => title ?? t("untitled"), [t]);
}
