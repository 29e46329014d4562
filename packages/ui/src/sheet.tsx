"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import * as RadixDialog from "radix-ui/dialog";
import { type ReactElement, type ReactNode, useRef } from "react";
import { focusOnOpen } from "./focus-on-open.ts";
import { IconButton } from "./icon-button.tsx";
import { overlay } from "./overlay-styles.ts";
import { useFocusBack } from "./use-focus-back.ts";
import { useSwipeAway } from "./use-swipe-away.ts";

export type SheetProps = {
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: string;
  /** Keeps title and close button out of sight: the content has its own. */
  bare?: boolean;
  closeLabel: string;
  side?: "left" | "right";
  children: ReactNode;
};

/** A modal drawer over a side of the page: the sidebar on a phone, the details of an answer. A finger can draw it away. */
export function Sheet({
  trigger,
  open,
  onOpenChange,
  title,
  bare = false,
  closeLabel,
  side = "left",
  children,
}: SheetProps) {
  const focusBack = useFocusBack(trigger !== undefined);
  const close = useRef<HTMLButtonElement>(null);
  const swipe = useSwipeAway(side, () => close.current?.click());
  return (
    <RadixDialog.Root {...(open !== undefined && { open })} {...(onOpenChange && { onOpenChange })}>
      {trigger && <RadixDialog.Trigger asChild>{trigger}</RadixDialog.Trigger>}
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={overlay} />
        <RadixDialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            focusBack.remember();
            focusOnOpen(event);
          }}
          onCloseAutoFocus={focusBack.onCloseAutoFocus}
          {...swipe}
          className={clsx(
            "**:touch-pan-y **:touch-pinch-zoom fixed inset-y-0 z-50 flex w-[min(22rem,calc(100vw-3rem))] flex-col bg-sunken pt-safe pb-safe shadow-raised outline-none data-[state=closed]:animate-vanish data-[state=open]:animate-appear",
            side === "left" ? "left-0 border-line border-r" : "right-0 border-line border-l",
          )}
        >
          {bare ? (
            <RadixDialog.Title className="sr-only">{title}</RadixDialog.Title>
          ) : (
            <header className="flex h-14 shrink-0 items-center pr-14 pl-4">
              <RadixDialog.Title className="font-semibold text-lg">{title}</RadixDialog.Title>
            </header>
          )}
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
          {/* Last in the order, so that the drawer opens with the focus on what it is about. */}
          <RadixDialog.Close asChild>
            <IconButton
              ref={close}
              label={closeLabel}
              icon={<X />}
              className={clsx(
                "absolute top-[calc(0.625rem+env(safe-area-inset-top))] right-2",
                bare && "sr-only focus:not-sr-only",
              )}
            />
          </RadixDialog.Close>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
