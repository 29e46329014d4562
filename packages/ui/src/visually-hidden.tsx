import type { ReactNode } from "react";

/** Text for screen readers only; by a class, because the page's policy allows no inline style. */
export function VisuallyHidden({ children }: { children: ReactNode }) {
  return <span className="sr-only">{children}</span>;
}
