import Link from "next/link";
import type { MouseEventHandler } from "react";

/** The product's name in its text face; leads home. It is a name, so it is not translated. */
export function Wordmark({ onClick }: { onClick?: MouseEventHandler<HTMLAnchorElement> }) {
  return (
    <Link
      href="/"
      {...(onClick && { onClick })}
      className="inline-flex touch-target items-center gap-2.5 font-serif text-ink text-xl tracking-[-0.01em]"
    >
      <svg viewBox="0 0 32 32" aria-hidden="true" className="size-6">
        <path
          className="fill-accent"
          d="M16 3C8.3 3 2.5 8 2.5 14.4c0 3.5 1.8 6.7 4.8 8.8-.2 1.8-1 3.6-2.3 5.1-.4.4 0 1.1.6 1 3-.3 5.6-1.3 7.6-2.7.9.1 1.8.2 2.8.2 7.7 0 13.5-5 13.5-11.4S23.7 3 16 3Z"
        />
        <path className="fill-none stroke-paper" strokeWidth="2.2" strokeLinecap="round" d="M10 11.8h12M10 17h7.5" />
      </svg>
      Causerie
    </Link>
  );
}
