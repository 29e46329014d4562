export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "small" | "medium";

export const buttonBase =
  "inline-flex shrink-0 touch-target select-none items-center justify-center gap-2 rounded-box font-medium whitespace-nowrap transition-colors " +
  "disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0";

export const buttonVariants: Record<ButtonVariant, string> = {
  primary: "bg-accent text-on-accent enabled:hover:bg-accent-strong [a&]:hover:bg-accent-strong",
  secondary: "border border-line-strong bg-surface text-ink enabled:hover:bg-fill [a&]:hover:bg-fill",
  quiet: "text-ink-muted enabled:hover:bg-fill enabled:hover:text-ink [a&]:hover:bg-fill data-[state=open]:bg-fill",
  danger: "bg-danger text-on-danger enabled:hover:bg-danger-strong",
};

export const buttonSizes: Record<ButtonSize, string> = {
  small: "h-8 px-3 text-sm",
  medium: "h-10 px-4 text-base",
};
