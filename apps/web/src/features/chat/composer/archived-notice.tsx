"use client";

import type { ConversationView } from "@causerie/api/schemas";
import { Button, Notice } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useConversationActions } from "../../conversations/index.ts";

/** An archived conversation takes no messages; one click brings it back. The draft stays where it is. */
export function ArchivedNotice({ conversation }: { conversation: ConversationView }) {
  const t = useTranslations("chat");
  const { setArchived } = useConversationActions();
  return (
    <Notice
      title={t("archived")}
      className="mb-2"
      actions={
        <Button size="small" onClick={() => void setArchived(conversation, false)}>
          {t("unarchive")}
        </Button>
      }
    >
      {t("archivedText")}
    </Notice>
  );
}
