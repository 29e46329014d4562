import { clsx } from "clsx";
import type { ReactNode } from "react";

const tones = {
  neutral: "bg-fill text-ink-muted",
  accent: "bg-accent-soft text-accent",
  success: "bg-success-soft text-success",
  warning: "bg-warning-soft text-warning",
  danger: "bg-danger-soft text-danger",
} as const;

export type BadgeProps = { tone?: keyof typeof tones; className?: string; children: ReactNode };

/** A word or two about the state of something. The words say it, the colour only repeats it. */
export function Badge({ tone = "neutral", className, children }: BadgeProps) {
  return (
    <span
      className={clsx(
        "inline-flex items-center gap-1 whitespace-nowrap rounded-[0.25rem] px-1.5 text-xs [&_svg]:size-3",
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
