"use client";

import { useTranslations } from "next-intl";

const dot = "size-1.5 animate-pulse rounded-full bg-ink-subtle";

/** An answer was asked for and its first word has not come yet. */
export function WaitingDots() {
  const t = useTranslations("chat");
  return (
    <div className="flex h-7 items-center gap-1.5" role="img" aria-label={t("waiting")}>
      <span className={dot} />
      <span className={`${dot} [animation-delay:200ms]`} />
      <span className={`${dot} [animation-delay:400ms]`} />
    </div>
  );
}
