"use client";

import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button.tsx";
import { IconButton } from "./icon-button.tsx";
import { dismissToast, type Toast } from "./toast-store.ts";

const icons = {
  neutral: null,
  success: <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />,
  danger: <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />,
} as const;

/** One toast; leaves by itself unless the pointer or the focus is on it. */
export function ToastCard({ toast, closeLabel }: { toast: Toast; closeLabel: string }) {
  const [held, setHeld] = useState(false);
  const { id, duration } = toast;

  // The external system is the clock.
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismissToast(id), duration);
    return () => clearTimeout(timer);
  }, [held, id, duration]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only stops the clock; nothing is done by it
    <div
      className="pointer-events-auto flex animate-appear items-start gap-2 rounded-box border border-line bg-surface py-2 pr-2 pl-4 text-sm shadow-raised"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <div className="flex min-w-0 flex-1 gap-2 py-1.5">
        {icons[toast.tone]}
        <p className="min-w-0 flex-1 break-words">{toast.message}</p>
      </div>
      {toast.action && (
        <Button
          variant="quiet"
          size="small"
          onClick={() => {
            toast.action?.onSelect();
            dismissToast(id);
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton label={closeLabel} icon={<X />} onClick={() => dismissToast(id)} />
    </div>
  );
}
