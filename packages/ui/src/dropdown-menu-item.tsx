"use client";

import { clsx } from "clsx";
import * as RadixMenu from "radix-ui/dropdown-menu";
import type { ReactNode } from "react";
import { Kbd } from "./kbd.tsx";
import { menuItem } from "./overlay-styles.ts";

export type DropdownMenuItemProps = {
  icon?: ReactNode;
  keys?: readonly string[];
  tone?: "neutral" | "danger";
  disabled?: boolean;
  /** Called on click, Enter or Space; the menu closes unless it prevents the event's default. */
  onSelect?: (event: Event) => void;
  /** Gives the looks to the one child (a link); `icon` and `keys` are then the child's own. */
  asChild?: boolean;
  children: ReactNode;
};

/** One action of a DropdownMenu. */
export function DropdownMenuItem({
  icon,
  keys,
  tone = "neutral",
  disabled = false,
  onSelect,
  asChild = false,
  children,
}: DropdownMenuItemProps) {
  return (
    <RadixMenu.Item
      asChild={asChild}
      disabled={disabled}
      {...(onSelect && { onSelect })}
      className={clsx(menuItem, tone === "danger" && "text-danger data-[highlighted]:bg-danger-soft")}
    >
      {asChild ? (
        children
      ) : (
        <>
          {icon}
          <span className="flex-1">{children}</span>
          {keys && <Kbd keys={keys} />}
        </>
      )}
    </RadixMenu.Item>
  );
}
