"use client";

import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { controlBase } from "./control-styles.ts";
import { useFieldProps } from "./field-context.ts";

export type TextareaProps = ComponentProps<"textarea"> & {
  /** No border and no padding of its own, for a text area inside a frame that has them (the composer). */
  bare?: boolean;
};

/**
 * Lines of text that grow with what is typed, up to `max-height` (set it with a class). The browser measures
 * (`field-sizing: content`); where it cannot yet, `rows` holds and the area scrolls.
 */
export function Textarea({ bare = false, rows = 2, className, ...props }: TextareaProps) {
  const field = useFieldProps(props);
  return (
    <textarea
      {...props}
      {...field}
      rows={rows}
      className={clsx(
        "field-sizing-content resize-none",
        bare
          ? "w-full min-w-0 bg-transparent text-base text-ink outline-none"
          : clsx(controlBase, "min-h-16 py-2", !className?.includes("max-h-") && "max-h-96"),
        className,
      )}
    />
  );
}
