"use client";

import { DropdownMenuLabel as RadixLabel } from "radix-ui/dropdown-menu";
import type { ReactNode } from "react";

/** A heading inside a DropdownMenu. */
export function DropdownMenuLabel({ children }: { children: ReactNode }) {
  return <RadixLabel className="px-2 pt-2 pb-1 text-ink-muted text-xs">{children}</RadixLabel>;
}
