"use client";

import type { ConversationView } from "@causerie/api/schemas";
import { AlertDialog } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useTitleOf } from "./conversation-title.ts";
import { useConversationActions } from "./use-conversation-actions.ts";

/** Asks before one leaves another's conversation: coming back takes an invitation. */
export function LeaveDialog({ conversation, onDone }: { conversation: ConversationView; onDone: () => void }) {
  const t = useTranslations("conversations");
  const { leave } = useConversationActions();
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onDone()}
      title={t("leaveTitle")}
      description={t("leaveText", { title: useTitleOf()(conversation) })}
      confirmLabel={t("leave")}
      cancelLabel={t("cancel")}
      onConfirm={() => void leave(conversation)}
    />
  );
}
