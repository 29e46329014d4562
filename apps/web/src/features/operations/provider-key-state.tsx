"use client";

import type { ProviderView } from "@causerie/api/schemas";
import { Notice } from "@causerie/ui";
import { useFormatter, useTranslations } from "next-intl";

/** Which key a provider has, as far as that may be seen, or what is wrong with it. */
export function ProviderKeyState({ provider }: { provider: ProviderView }) {
  const t = useTranslations("operations.providers");
  const format = useFormatter();
  const { key, keyLast4, keySetAt } = provider;
  if (key === "another-secret") return <Notice tone="warning">{t("anotherSecret")}</Notice>;
  if (key === "damaged") return <Notice tone="warning">{t("damaged")}</Notice>;
  const date = keySetAt === null ? null : format.dateTime(new Date(keySetAt), { dateStyle: "medium" });
  const shown = keyLast4 === null ? t("keySet") : t("keyEnds", { end: keyLast4 });
  return (
    <p className="text-sm">
      {key === "none" ? t("noKey") : shown}
      {date !== null && <span className="text-ink-muted"> · {t("since", { date })}</span>}
    </p>
  );
}
