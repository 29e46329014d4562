"use client";

import { isActive } from "@causerie/api/chat-fold";
import type { MessageView } from "@causerie/api/schemas";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useMarkdownLabels } from "#components/use-markdown-labels.ts";
import { LazyMarkdown } from "./lazy-markdown.tsx";
import { ReasoningFold } from "./reasoning-fold.tsx";
import { RunMark } from "./run-mark.tsx";
import type { MessageCommands } from "./use-message-commands.ts";
import { WaitingDots } from "./waiting-dots.tsx";

/** What a model answered: its thoughts, folded; its text; how it ended; and what one can do with it. */
export function AssistantMessage({
  message,
  thoughtMs,
  commands,
  children,
}: {
  message: MessageView;
  thoughtMs: number | undefined;
  commands: Pick<MessageCommands, "regenerate" | "goOn" | "usualModel">;
  /** What one can do with it, once it is there. */
  children: ReactNode;
}) {
  const t = useTranslations("chat");
  const labels = useMarkdownLabels();
  const { parts, run } = message;
  const { regenerate, goOn, usualModel } = commands;
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
      {run && <RunMark run={run} hasText={hasText} usualModel={usualModel} onRetry={regenerate} onContinue={goOn} />}
      {!writing && <div className="mt-2 -ml-2">{children}</div>}
    </div>
  );
}
