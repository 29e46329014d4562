"use client";

import { Spinner } from "@causerie/ui";
import { useTranslations } from "next-intl";
import type { ChatStore } from "../store/chat-store.ts";
import { useChat } from "../store/use-chat.ts";

/** Says, after a second, that the line to the server is gone and is being taken up again. Nothing is lost meanwhile. */
export function ConnectionBanner({ store }: { store: ChatStore }) {
  const t = useTranslations("chat");
  const lost = useChat(store, (state) => state.connection === "lost");
  return (
    <div role="status" className="shrink-0">
      {lost && (
        <p className="flex animate-late items-center justify-center gap-2 bg-warning-soft px-4 py-1.5 text-sm text-warning [animation-delay:1s]">
          <Spinner />
          {t("reconnecting")}
        </p>
      )}
    </div>
  );
}
