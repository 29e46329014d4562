"use client";

import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { controlBase } from "./control-styles.ts";
import { useFieldProps } from "./field-context.ts";

/** A line of text. Inside a Field it takes its id, hint and error from there. */
export function Input({ className, ...props }: ComponentProps<"input">) {
  const field = useFieldProps(props);
  return <input {...props} {...field} className={clsx(controlBase, "h-10", className)} />;
}
