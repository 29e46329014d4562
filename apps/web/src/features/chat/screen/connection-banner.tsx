"use client";

import { Spinner } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import type { ChatStore } from "../store/chat-store.ts";
import { useChat } from "../store/use-chat.ts";

function subscribe(listener: () => void) {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

/**
 * Says, after a second, that the line to the server is gone and is being taken up again. Nothing is lost meanwhile, and
 * nothing moves: it lies over the conversation.
 */
export function ConnectionBanner({ store }: { store: ChatStore }) {
  const t = useTranslations("chat");
  const lost = useChat(store, (state) => state.connection === "lost");
  // What the browser knows at once; a stream may take a minute to notice that nothing comes any more.
  const offline = useSyncExternalStore(
    subscribe,
    () => !navigator.onLine,
    () => false,
  );
  return (
    <div role="status" className="pointer-events-none absolute inset-x-0 top-2 z-10 flex justify-center px-4">
      {(lost || offline) && (
        <p className="flex animate-late items-center gap-2 rounded-box border border-warning/40 bg-warning-soft px-3 py-1.5 text-sm text-warning shadow-raised [animation-delay:1s]">
          {!offline && <Spinner />}
          {t(offline ? "offline" : "reconnecting")}
        </p>
      )}
    </div>
  );
}
