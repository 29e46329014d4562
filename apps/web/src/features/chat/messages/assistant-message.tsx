"use client";

import { isActive } from "@causerie/api/chat-fold";
import type { MessageView } from "@causerie/api/schemas";
import { useTranslations } from "next-intl";
import { useMarkdownLabels } from "#components/use-markdown-labels.ts";
import { LazyMarkdown } from "./lazy-markdown.tsx";
import { MessageActions } from "./message-actions.tsx";
import { ReasoningFold } from "./reasoning-fold.tsx";
import { RunMark } from "./run-mark.tsx";
import { WaitingDots } from "./waiting-dots.tsx";

/** What a model answered: its thoughts, folded; its text; how it ended; and what one can do with it. */
export function AssistantMessage({
  message,
  thoughtMs,
  last,
  onRegenerate,
  onDetails,
}: {
  message: MessageView;
  thoughtMs: number | undefined;
  /** The end of the conversation. */
  last: boolean;
  onRegenerate?: ((model: string) => void) | undefined;
  onDetails: () => void;
}) {
  const t = useTranslations("chat");
  const labels = useMarkdownLabels();
  const { parts, run } = message;
  const writing = run !== null && isActive(run.status);
  const hasText = parts.some((part) => part.type === "text" && part.text.trim() !== "");

  return (
    <div className="group/message min-w-0">
      <h2 className="sr-only">{t("answer")}</h2>
      {parts.map((part, index) => {
        const growing = writing && index === parts.length - 1;
        // Parts are only ever appended, so their place is what identifies them.
        const key = `${part.type} ${index}`;
        return part.type === "reasoning" ? (
          <ReasoningFold key={key} text={part.text} thinking={growing} thoughtMs={thoughtMs} />
        ) : (
          <LazyMarkdown
            key={key}
            text={part.text}
            streaming={growing}
            idPrefix={`${message.id}-${index}`}
            labels={labels}
          />
        );
      })}
      {writing && !hasText && parts.length === 0 && <WaitingDots />}
      {run && <RunMark run={run} hasText={hasText} onRetry={onRegenerate && (() => onRegenerate(run.model))} />}
      {!writing && <MessageActions message={message} last={last} onRegenerate={onRegenerate} onDetails={onDetails} />}
    </div>
  );
}
