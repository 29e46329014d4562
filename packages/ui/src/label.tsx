import { clsx } from "clsx";
import type { ComponentProps } from "react";

/** A label for the control with the id `htmlFor`. Field makes one by itself. */
export function Label({ className, htmlFor, ...props }: ComponentProps<"label">) {
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is beside it, named by htmlFor
  return <label htmlFor={htmlFor} className={clsx("font-medium text-sm", className)} {...props} />;
}
