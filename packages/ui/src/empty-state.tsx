import { clsx } from "clsx";
import type { ReactNode } from "react";

export type EmptyStateProps = {
  title: string;
  /** The title's rank on this page. */
  level?: 1 | 2 | 3;
  description?: ReactNode;
  /** Real things to try: buttons or links. */
  children?: ReactNode;
  className?: string;
};

/** What a place says when it has nothing to show yet: what it is for and what to do. */
export function EmptyState({ title, level = 2, description, children, className }: EmptyStateProps) {
  const Heading = `h${level}` as const;
  return (
    <div className={clsx("flex flex-col gap-2", className)}>
      <Heading className={clsx("font-semibold text-balance", level === 1 ? "text-3xl" : "text-xl")}>{title}</Heading>
      {description && <p className="max-w-measure text-ink-muted">{description}</p>}
      {children && <div className="mt-4 flex flex-wrap gap-2">{children}</div>}
    </div>
  );
}
