"use client";

import { DropdownMenuSeparator as RadixSeparator } from "radix-ui/dropdown-menu";

/** A line between groups of a DropdownMenu. */
export function DropdownMenuSeparator() {
  return <RadixSeparator className="-mx-1 my-1 h-px bg-line" />;
}
