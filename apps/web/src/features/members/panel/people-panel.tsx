"use client";

import type { ConversationView } from "@causerie/api/schemas";
import { IconButton, Sheet } from "@causerie/ui";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { KeyboardEvent } from "react";
import { createPortal } from "react-dom";
import { useMediaQuery } from "../../conversations/index.ts";
import { People } from "./people.tsx";

/**
 * Who takes part in a conversation, beside it where there is room, over it where there is not. Beside it means at the end
 * of the page, which makes room for it (`data-side-panel` in packages/ui).
 */
export function PeoplePanel({ conversation, onClose }: { conversation: ConversationView; onClose: () => void }) {
  const t = useTranslations("members");
  const beside = useMediaQuery("(min-width: 80rem)");
  if (!beside) {
    return (
      <Sheet
        open
        onOpenChange={(open) => !open && onClose()}
        side="right"
        title={t("people")}
        closeLabel={t("closePeople")}
      >
        <div ref={focus} tabIndex={-1} className="outline-none">
          <People conversation={conversation} />
        </div>
      </Sheet>
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // A menu or a question over the panel takes its own Escape.
    const within = event.target instanceof Node && event.currentTarget.contains(event.target);
    if (event.key !== "Escape" || event.defaultPrevented || !within) return;
    event.stopPropagation();
    onClose();
  };
  return createPortal(
    <aside
      ref={focus}
      tabIndex={-1}
      data-side-panel
      aria-label={t("people")}
      onKeyDown={onKeyDown}
      className="fixed inset-y-0 right-0 flex w-[23rem] flex-col border-line border-l bg-sunken outline-none"
    >
      <header className="flex h-14 shrink-0 items-center justify-between pr-2 pl-4">
        <h2 className="font-semibold">{t("people")}</h2>
        <IconButton label={t("closePeople")} keys={["Esc"]} icon={<X />} onClick={onClose} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <People conversation={conversation} />
      </div>
    </aside>,
    document.body,
  );
}

/** Where the person looks: the panel, not its first field, which on a phone would call the keyboard up. */
function focus(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
}
