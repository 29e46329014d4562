"use client";

import type { ConversationView } from "@causerie/api/schemas";
import { Users } from "lucide-react";
import { useTranslations } from "next-intl";

/** Says of a conversation that one is not alone in it; nothing of one's own. */
export function SharedMark({ conversation }: { conversation: ConversationView }) {
  const t = useTranslations("conversations");
  if (!conversation.shared) return null;
  const label = conversation.role === "owner" ? t("withOthers") : t("withYou");
  return (
    <span role="img" aria-label={label} title={label} className="ml-1.5 shrink-0 text-ink-subtle">
      <Users aria-hidden className="size-3.5" />
    </span>
  );
}
