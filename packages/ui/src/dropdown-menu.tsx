"use client";

import { clsx } from "clsx";
import * as RadixMenu from "radix-ui/dropdown-menu";
import type { ReactElement, ReactNode } from "react";
import { floating } from "./overlay-styles.ts";

export type DropdownMenuProps = {
  /** The button that opens it, with a name of its own. */
  trigger: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  side?: "top" | "right" | "bottom" | "left";
  align?: "start" | "center" | "end";
  className?: string;
  /** DropdownMenuItem, DropdownMenuRadioGroup, DropdownMenuLabel, DropdownMenuSeparator. */
  children: ReactNode;
};

/** A menu of actions: arrow keys move, letters jump, Escape closes. */
export function DropdownMenu({
  trigger,
  open,
  onOpenChange,
  side = "bottom",
  align = "start",
  className,
  children,
}: DropdownMenuProps) {
  return (
    <RadixMenu.Root modal={false} {...(open !== undefined && { open })} {...(onOpenChange && { onOpenChange })}>
      <RadixMenu.Trigger asChild>{trigger}</RadixMenu.Trigger>
      <RadixMenu.Portal>
        <RadixMenu.Content
          side={side}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={clsx(
            floating,
            "max-h-(--radix-dropdown-menu-content-available-height) min-w-48 max-w-80 overflow-y-auto p-1",
            className,
          )}
        >
          {children}
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}
