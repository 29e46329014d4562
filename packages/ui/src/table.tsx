import { clsx } from "clsx";
import type { ReactNode } from "react";

export type TableProps = {
  /** What the table shows; for screen readers, unless `captionVisible`. */
  caption: string;
  captionVisible?: boolean;
  className?: string;
  /** `<thead>` and `<tbody>` with plain rows and cells: the table styles them. */
  children: ReactNode;
};

/** A table that scrolls sideways by itself, also by keyboard, when the page is narrower. */
export function Table({ caption, captionVisible = false, className, children }: TableProps) {
  return (
    <section
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className={clsx("overflow-x-auto", className)}
    >
      <table className="w-full border-collapse text-left text-sm tabular-nums [&_td]:px-3 [&_td]:py-2 [&_td]:align-middle [&_th]:whitespace-nowrap [&_th]:px-3 [&_th]:py-2 [&_th]:font-medium [&_th]:text-ink-muted [&_thead_tr]:border-line-strong [&_tr]:border-line [&_tr]:border-b">
        <caption className={clsx(captionVisible ? "mb-2 text-left text-ink-muted" : "sr-only")}>{caption}</caption>
        {children}
      </table>
    </section>
  );
}
