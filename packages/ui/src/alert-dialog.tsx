"use client";

import * as RadixAlertDialog from "radix-ui/alert-dialog";
import type { ReactElement, ReactNode } from "react";
import { Button } from "./button.tsx";
import { overlay } from "./overlay-styles.ts";
import { useFocusBack } from "./use-focus-back.ts";

export type AlertDialogProps = {
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The question, e.g. “Delete this conversation?”. */
  title: string;
  /** What follows from a yes. */
  description: ReactNode;
  /** The verb of the question, e.g. “Delete”. */
  confirmLabel: string;
  cancelLabel: string;
  tone?: "danger" | "primary";
  /** The answer is on its way: the dialog stays, both buttons wait. */
  busy?: boolean;
  /** Called on yes. The dialog closes itself unless this prevents the event's default. */
  onConfirm: (event: { preventDefault: () => void }) => void;
  /** A field between the text and the buttons (the password, a word to type). */
  children?: ReactNode;
};

/** Asks before something that cannot be undone. The focus starts on Cancel. */
export function AlertDialog({
  trigger,
  open,
  onOpenChange,
  title,
  description,
  confirmLabel,
  cancelLabel,
  tone = "danger",
  busy = false,
  onConfirm,
  children,
}: AlertDialogProps) {
  const focusBack = useFocusBack(trigger !== undefined);
  return (
    <RadixAlertDialog.Root {...(open !== undefined && { open })} {...(onOpenChange && { onOpenChange })}>
      {trigger && <RadixAlertDialog.Trigger asChild>{trigger}</RadixAlertDialog.Trigger>}
      <RadixAlertDialog.Portal>
        <RadixAlertDialog.Overlay className={overlay} />
        <RadixAlertDialog.Content
          onOpenAutoFocus={focusBack.remember}
          onCloseAutoFocus={focusBack.onCloseAutoFocus}
          className="fixed inset-x-4 top-1/2 z-50 mx-auto max-w-md -translate-y-1/2 rounded-box border border-line bg-surface p-6 shadow-raised data-[state=closed]:pointer-events-none data-[state=closed]:animate-vanish data-[state=open]:animate-appear"
        >
          <RadixAlertDialog.Title className="font-semibold text-xl">{title}</RadixAlertDialog.Title>
          <RadixAlertDialog.Description className="mt-2 text-ink-muted">{description}</RadixAlertDialog.Description>
          {children && <div className="mt-4">{children}</div>}
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <RadixAlertDialog.Cancel asChild>
              <Button disabled={busy}>{cancelLabel}</Button>
            </RadixAlertDialog.Cancel>
            <RadixAlertDialog.Action asChild>
              <Button variant={tone} busy={busy} onClick={onConfirm}>
                {confirmLabel}
              </Button>
            </RadixAlertDialog.Action>
          </div>
        </RadixAlertDialog.Content>
      </RadixAlertDialog.Portal>
    </RadixAlertDialog.Root>
  );
}
