"use client";

import { clsx } from "clsx";
import * as RadixPopover from "radix-ui/popover";
import type { ReactElement, ReactNode } from "react";
import { floating } from "./overlay-styles.ts";

export type PopoverProps = {
  trigger: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The name of the panel for screen readers. */
  label: string;
  side?: "top" | "right" | "bottom" | "left";
  align?: "start" | "center" | "end";
  className?: string;
  children: ReactNode;
};

/** A panel beside what opened it; a click elsewhere or Escape closes it. */
export function Popover({
  trigger,
  open,
  onOpenChange,
  label,
  side = "bottom",
  align = "start",
  className,
  children,
}: PopoverProps) {
  return (
    <RadixPopover.Root {...(open !== undefined && { open })} {...(onOpenChange && { onOpenChange })}>
      <RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>
      <RadixPopover.Portal>
        <RadixPopover.Content
          aria-label={label}
          side={side}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={clsx(
            floating,
            "max-h-(--radix-popover-content-available-height) w-80 max-w-[calc(100vw-1rem)] overflow-y-auto p-4",
            className,
          )}
        >
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  );
}
