"use client";

import type { ConversationView } from "@causerie/api/schemas";
import { AlertDialog } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useTitleOf } from "./conversation-title.ts";
import { useConversationActions } from "./use-conversation-actions.ts";

/** Asks before a conversation is deleted: that cannot be undone. */
export function DeleteDialog({ conversation, onDone }: { conversation: ConversationView; onDone: () => void }) {
  const t = useTranslations("conversations");
  const { remove } = useConversationActions();
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onDone()}
      title={t("deleteTitle")}
      description={t("deleteText", { title: useTitleOf()(conversation) })}
      confirmLabel={t("delete")}
      cancelLabel={t("cancel")}
      onConfirm={() => void remove(conversation)}
    />
  );
}
