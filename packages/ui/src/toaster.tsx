"use client";

import { useSyncExternalStore } from "react";
import { ToastCard } from "./toast-card.tsx";
import { currentToasts, subscribeToToasts, type Toast } from "./toast-store.ts";

const none: readonly Toast[] = [];

/**
 * The corner where toasts show; once per page. It is a live region that exists before anything is said in it, as screen
 * readers want it. (sonner brings 15 kB and a style element that the page's content policy refuses.)
 */
export function Toaster({ label, closeLabel }: { label: string; closeLabel: string }) {
  const toasts = useSyncExternalStore(subscribeToToasts, currentToasts, () => none);
  return (
    <section
      aria-label={label}
      aria-live="polite"
      // As wide as the sidebar, and above a drawer, but over nothing one works with: the composer, what stands to its right, the account's menu.
      className="pointer-events-none fixed top-0 left-0 z-60 flex w-full flex-col gap-2 px-4 pt-[calc(1rem+env(safe-area-inset-top))] sm:top-auto sm:bottom-16 sm:w-68 sm:px-3 sm:pt-0 sm:pb-2"
    >
      {toasts.map((entry) => (
        <ToastCard key={entry.id} toast={entry} closeLabel={closeLabel} />
      ))}
    </section>
  );
}
