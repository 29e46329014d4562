"use client";

import { clsx } from "clsx";
import type { Route } from "next";
import Link from "next/link";

const intoView = (link: HTMLAnchorElement | null) => link?.scrollIntoView({ inline: "center", block: "nearest" });

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
