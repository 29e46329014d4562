"use client";

import { useTranslations } from "next-intl";
import type { lengthHint } from "./length-hint.ts";

/** How much room is left, once that matters. */
export function LengthNote({ hint }: { hint: ReturnType<typeof lengthHint> }) {
  const t = useTranslations("chat");
  const count = Math.abs(hint.left);
  return (
    <span role="status" className={hint.level === "over" ? "text-danger text-xs" : "text-ink-subtle text-xs"}>
      {hint.level === "near" && t("charactersLeft", { count })}
      {hint.level === "over" && t("charactersOver", { count })}
    </span>
  );
}
