import { clsx } from "clsx";
import { Slot } from "radix-ui/slot";
import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonVariant, buttonBase, buttonSizes, buttonVariants } from "./button-styles.ts";
import { Spinner } from "./spinner.tsx";

export type ButtonProps = ComponentProps<"button"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Shows a spinner, keeps the width and the focus, and swallows clicks until it is false again. */
  busy?: boolean;
  /** Gives the looks to the one child (a link) instead of rendering a button. Not together with `busy`. */
  asChild?: boolean;
};

/** The button. `type` is "button" unless said otherwise, so that it never submits a form by accident. */
export function Button({
  variant = "secondary",
  size = "medium",
  busy = false,
  asChild = false,
  type = "button",
  className,
  children,
  onClick,
  ...props
}: ButtonProps) {
  const classes = clsx(buttonBase, buttonVariants[variant], buttonSizes[size], "relative", className);
  if (asChild) {
    return (
      <Slot className={classes} onClick={onClick} {...props}>
        {children}
      </Slot>
    );
  }
  return (
    <button
      type={type}
      className={classes}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...props}
    >
      <span className={clsx("contents", busy && "*:opacity-0")}>
        {typeof children === "string" ? <span className={clsx(busy && "opacity-0")}>{children}</span> : children}
      </span>
      {busy && <Spinner className="absolute" />}
    </button>
  );
}
