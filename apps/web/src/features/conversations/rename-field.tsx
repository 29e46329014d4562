"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useRef } from "react";

/** The longest title the server takes. */
export const longestTitle = 200;

/** A title being rewritten where it stands. Enter and leaving the field keep it, Escape does not. */
export function RenameField({
  title,
  onDone,
}: {
  title: string;
  /** @param byKey The focus was here, and has no place now. */
  onDone: (title: string | null, byKey: boolean) => void;
}) {
  const t = useTranslations("conversations");
  const done = useRef(false);
  const finish = (value: string | null, byKey: boolean) => {
    if (done.current) return;
    done.current = true;
    const next = value?.trim() ?? "";
    onDone(next === "" || next === title ? null : next, byKey);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") finish(event.currentTarget.value, true);
    if (event.key === "Escape") finish(null, true);
  };
  return (
    <input
      // The person has just asked to write here.
      ref={(input) => input?.select()}
      aria-label={t("title")}
      defaultValue={title}
      maxLength={longestTitle}
      onKeyDown={onKeyDown}
      onBlur={(event) => finish(event.currentTarget.value, false)}
      className="h-9 pointer-coarse:h-11 w-full min-w-0 rounded-box border border-accent bg-surface px-2 text-sm outline-none"
    />
  );
}
