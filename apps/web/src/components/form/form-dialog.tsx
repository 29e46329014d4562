"use client";

import { Dialog } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { type ReactElement, type ReactNode, useState } from "react";

export type FormDialogProps = {
  /** The element that opens it. */
  trigger: ReactElement;
  title: string;
  description: string;
  /** The form, which closes the window once it is done. */
  children: (close: () => void) => ReactNode;
};

/** A window with one form in it, which a button opens. */
export function FormDialog({ trigger, title, description, children }: FormDialogProps) {
  const t = useTranslations("common");
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={trigger}
      title={title}
      description={description}
      closeLabel={t("cancel")}
    >
      {children(() => setOpen(false))}
    </Dialog>
  );
}
