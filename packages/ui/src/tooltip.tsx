"use client";

import * as RadixTooltip from "radix-ui/tooltip";
import type { FocusEvent, ReactElement } from "react";
import { Kbd } from "./kbd.tsx";

export type TooltipProps = {
  /** A few words; never the only place where something is said. */
  content: string;
  /** Keys that do the same. */
  keys?: readonly string[];
  side?: "top" | "right" | "bottom" | "left";
  /** The one focusable element that it belongs to. */
  children: ReactElement;
};

/** A label that shows on hover and on keyboard focus. Needs a `UiProvider` above it. */
export function Tooltip({ content, keys, side = "top", children }: TooltipProps) {
  return (
    <RadixTooltip.Root>
      <RadixTooltip.Trigger asChild onFocus={onlyByKeyboard}>
        {children}
      </RadixTooltip.Trigger>
      <RadixTooltip.Portal>
        <RadixTooltip.Content
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 flex max-w-72 items-center gap-2 rounded-box bg-ink px-2 py-1 text-paper text-xs data-[state=closed]:animate-vanish data-[state=delayed-open]:animate-appear"
        >
          {content}
          {keys && <Kbd keys={keys} inverse />}
        </RadixTooltip.Content>
      </RadixTooltip.Portal>
    </RadixTooltip.Root>
  );
}

/** A menu or a drawer that a finger opened or closed moves the focus too; nobody asked for a label then. */
function onlyByKeyboard(event: FocusEvent<HTMLElement>): void {
  if (!event.currentTarget.matches(":focus-visible")) event.preventDefault();
}
