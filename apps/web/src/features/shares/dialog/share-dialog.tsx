"use client";

import type { ConversationView } from "@causerie/api/schemas";
import { Dialog } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { NewShareForm } from "./new-share-form.tsx";
import { ShareList } from "./share-list.tsx";

/** Makes links by which anyone can read a conversation, and ends them. */
export function ShareDialog({ conversation, onDone }: { conversation: ConversationView; onDone: () => void }) {
  const t = useTranslations("shares");
  const common = useTranslations("common");
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onDone()}
      title={t("title")}
      description={t("text")}
      closeLabel={common("close")}
    >
      <div className="flex flex-col gap-6">
        <NewShareForm conversationId={conversation.id} />
        <ShareList conversationId={conversation.id} />
      </div>
    </Dialog>
  );
}
