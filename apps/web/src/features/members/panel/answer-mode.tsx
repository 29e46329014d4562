"use client";

import type { ConversationView } from "@causerie/api/schemas";
import { RadioGroup } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useConversationActions } from "../../conversations/index.ts";

/** When the assistant answers: for the owner to choose, for members to know. */
export function AnswerMode({ conversation }: { conversation: ConversationView }) {
  const t = useTranslations("members.answers");
  const { change } = useConversationActions();
  const { answerMode } = conversation;
  if (conversation.role !== "owner") {
    return (
      <section aria-labelledby="answer-mode" className="text-sm">
        <h3 id="answer-mode" className="mb-1 font-semibold text-base">
          {t("title")}
        </h3>
        <p>{t(answerMode)}</p>
        {answerMode === "mentioned" && <p className="text-ink-muted">{t("mentionedHint")}</p>}
      </section>
    );
  }
  return (
    <RadioGroup
      label={t("title")}
      value={answerMode}
      onValueChange={(next) => void change(conversation, { answerMode: next })}
      options={[
        { value: "always", label: t("always") },
        { value: "mentioned", label: t("mentioned"), hint: t("mentionedHint") },
      ]}
    />
  );
}
