"use client";

import { clsx } from "clsx";
import { type ReactNode, useState } from "react";

/** The beginning of something long, and a button for the rest. */
export function Fold({
  moreLabel,
  lessLabel,
  children,
}: {
  moreLabel: string;
  lessLabel: string;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <div className={clsx(!open && "max-h-64 overflow-hidden mask-[linear-gradient(black_70%,transparent)]")}>
        {children}
      </div>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="mt-2 touch-target font-medium text-accent text-sm hover:underline"
      >
        {open ? lessLabel : moreLabel}
      </button>
    </>
  );
}
