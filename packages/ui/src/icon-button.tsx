"use client";

import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonBase, buttonVariants } from "./button-styles.ts";
import { Spinner } from "./spinner.tsx";
import { Tooltip, type TooltipProps } from "./tooltip.tsx";

const squares: Record<ButtonSize, string> = { small: "size-8", medium: "size-10" };

export type IconButtonProps = Omit<ComponentProps<"button">, "aria-label" | "children"> & {
  /** What the button does: its accessible name and its tooltip. */
  label: string;
  /** One icon of lucide-react. */
  icon: ReactNode;
  /** Keys that do the same, shown in the tooltip. */
  keys?: readonly string[];
  side?: TooltipProps["side"];
  variant?: ButtonVariant;
  size?: ButtonSize;
  busy?: boolean;
};

/** A square button that shows only an icon, and always has a name. */
export function IconButton({
  label,
  icon,
  keys,
  side,
  variant = "quiet",
  size = "small",
  busy = false,
  type = "button",
  className,
  onClick,
  ...props
}: IconButtonProps) {
  return (
    <Tooltip content={label} {...(keys && { keys })} {...(side && { side })}>
      <button
        type={type}
        aria-label={label}
        aria-busy={busy || undefined}
        aria-disabled={busy || undefined}
        className={clsx(buttonBase, buttonVariants[variant], squares[size], className)}
        onClick={busy ? (event) => event.preventDefault() : onClick}
        {...props}
      >
        {busy ? <Spinner /> : icon}
      </button>
    </Tooltip>
  );
}
