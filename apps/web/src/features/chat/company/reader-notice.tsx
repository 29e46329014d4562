"use client";

import { Notice } from "@causerie/ui";
import { useTranslations } from "next-intl";

/** Why there is nothing to write into. */
export function ReaderNotice() {
  const t = useTranslations("chat");
  return (
    <Notice title={t("readerTitle")} className="mb-2">
      {t("readerText")}
    </Notice>
  );
}
