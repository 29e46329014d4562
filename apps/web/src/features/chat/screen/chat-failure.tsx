"use client";

import { Button, EmptyState } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useConversations } from "../../conversations/index.ts";

/** What is said in the place of a conversation that can't be shown. */
export function ChatFailure({
  reason,
  onRetry,
}: {
  reason: "missing" | "deleted" | "loadFailed";
  onRetry: () => void;
}) {
  const t = useTranslations("chat");
  const { open } = useConversations();
  return (
    <div className="mx-auto flex w-full max-w-column flex-1 flex-col justify-center px-6 pb-[15vh]">
      <EmptyState level={2} title={t(`failures.${reason}.title`)} description={t(`failures.${reason}.text`)}>
        {reason === "loadFailed" && (
          <Button variant="primary" onClick={onRetry}>
            {t("retry")}
          </Button>
        )}
        <Button variant={reason === "loadFailed" ? "secondary" : "primary"} onClick={() => open(null)}>
          {t("newChat")}
        </Button>
      </EmptyState>
    </div>
  );
}
