"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";

/** What the model thought before it spoke: open while it thinks, then folded, unless the reader decides otherwise. */
export function ReasoningFold({
  text,
  thinking,
  thoughtMs,
}: {
  text: string;
  thinking: boolean;
  /** How long it thought, in milliseconds; undefined: not known. */
  thoughtMs: number | undefined;
}) {
  const t = useTranslations("chat");
  const [choice, setChoice] = useState<boolean | null>(null);
  const open = choice ?? thinking;
  const label = thinking
    ? t("thinking")
    : thoughtMs === undefined || thoughtMs < 0
      ? t("thoughts")
      : t("thoughtFor", { seconds: Math.max(1, Math.round(thoughtMs / 1000)) });
  return (
    <div className="mb-4 max-w-measure font-sans text-sm">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setChoice(!open)}
        className="-ml-1 inline-flex touch-target items-center gap-1 rounded-box px-1 py-0.5 text-ink-muted hover:text-ink"
      >
        <ChevronRight aria-hidden className={open ? "size-4 rotate-90" : "size-4"} />
        {label}
      </button>
      {open && (
        <div
          dir="auto"
          className="mt-1 ml-1 border-line border-l-2 pl-4 text-ink-muted leading-6 whitespace-pre-wrap break-words"
        >
          {text.trim()}
        </div>
      )}
    </div>
  );
}
