"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useRef } from "react";

/** The longest title the server takes. */
export const longestTitle = 200;

/** A title being rewritten where it stands. Enter and leaving the field keep it, Escape does not. */
export function RenameField({ title, onDone }: { title: string; onDone: (title: string | null) => void }) {
  const t = useTranslations("conversations");
  const done = useRef(false);
  const finish = (value: string | null) => {
    if (done.current) return;
    done.current = true;
    const next = value?.trim() ?? "";
    onDone(next === "" || next === title ? null : next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") finish(event.currentTarget.value);
    if (event.key === "Escape") finish(null);
  };
  return (
    <input
      // The person has just asked to write here.
      ref={(input) => input?.select()}
      aria-label={t("title")}
      defaultValue={title}
      maxLength={longestTitle}
      onKeyDown={onKeyDown}
      onBlur={(event) => finish(event.currentTarget.value)}
      className="h-9 pointer-coarse:h-11 w-full min-w-0 rounded-box border border-accent bg-surface px-2 text-sm outline-none"
    />
  );
}
