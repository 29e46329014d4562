"use client";

import { clsx } from "clsx";
import type { Route } from "next";
import Link from "next/link";

/** Sideways alone, in its row: the page stays where whoever reads it has scrolled while the scripts were on their way. */
function intoView(link: HTMLAnchorElement | null): void {
  const row = link?.closest("nav");
  if (!link || !row) return;
  const [inner, outer] = [link.getBoundingClientRect(), row.getBoundingClientRect()];
  row.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2);
}

/** One page of the navigation beside the settings or the administration. */
export function SectionLink({ href, label, current }: { href: Route; label: string; current: boolean }) {
  return (
    <li>
      <Link
        href={href}
        aria-current={current ? "page" : undefined}
        // On a phone the row may be scrolled away from where one is.
        ref={current ? intoView : undefined}
        className={clsx(
          "flex h-9 touch-target items-center whitespace-nowrap rounded-box px-3 text-sm transition-colors md:-ml-3",
          current ? "bg-fill font-medium text-ink" : "text-ink-muted hover:bg-fill hover:text-ink",
        )}
      >
        {label}
      </Link>
    </li>
  );
}
