"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import * as RadixDialog from "radix-ui/dialog";
import type { ReactElement, ReactNode } from "react";
import { focusOnOpen } from "./focus-on-open.ts";
import { IconButton } from "./icon-button.tsx";
import { overlay } from "./overlay-styles.ts";
import { useFocusBack } from "./use-focus-back.ts";

const widths = { small: "sm:max-w-md", medium: "sm:max-w-xl", large: "sm:max-w-4xl" } as const;

export type DialogProps = {
  /** The element that opens it; without one, `open` is the caller's. */
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  /** The name of the button in the corner. */
  closeLabel: string;
  size?: keyof typeof widths;
  children?: ReactNode;
  /** Buttons, the primary one last. */
  footer?: ReactNode;
};

/** A modal window: traps the focus, closes on Escape, gives the focus back. From the bottom edge on a phone. */
export function Dialog({
  trigger,
  open,
  onOpenChange,
  title,
  description,
  closeLabel,
  size = "small",
  children,
  footer,
}: DialogProps) {
  const focusBack = useFocusBack(trigger !== undefined);
  return (
    <RadixDialog.Root {...(open !== undefined && { open })} {...(onOpenChange && { onOpenChange })}>
      {trigger && <RadixDialog.Trigger asChild>{trigger}</RadixDialog.Trigger>}
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={overlay} />
        <RadixDialog.Content
          {...(!description && { "aria-describedby": undefined })}
          onOpenAutoFocus={(event) => {
            focusBack.remember();
            focusOnOpen(event);
          }}
          onCloseAutoFocus={focusBack.onCloseAutoFocus}
          className={clsx(
            "fixed inset-x-0 bottom-0 z-50 flex max-h-[90dvh] flex-col rounded-t-box border border-line bg-surface pb-safe shadow-raised outline-none data-[state=closed]:animate-vanish data-[state=open]:animate-appear",
            "sm:inset-x-4 sm:top-1/2 sm:bottom-auto sm:mx-auto sm:-translate-y-1/2 sm:rounded-box",
            widths[size],
          )}
        >
          <header className="pt-5 pr-14 pl-6">
            <RadixDialog.Title className="font-semibold text-xl">{title}</RadixDialog.Title>
            {description && (
              <RadixDialog.Description className="mt-1 text-ink-muted">{description}</RadixDialog.Description>
            )}
          </header>
          <div className="min-h-0 overflow-y-auto px-6 pt-4 pb-6">{children}</div>
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-6 py-4">{footer}</footer>
          )}
          {/* Last in the order, so that a dialog opens with the focus on what it is about. */}
          <RadixDialog.Close asChild>
            <IconButton label={closeLabel} icon={<X />} className="absolute top-4 right-4" />
          </RadixDialog.Close>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
