"use client";

import type { RunView } from "@causerie/api/schemas";
import { Button, Notice } from "@causerie/ui";
import { ArrowRight, RotateCcw } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useFailureText } from "#trpc/use-error-text.ts";
import { isModelRefused } from "./other-model.ts";

const OtherModelActions = dynamic(() => import("./other-model-actions.tsx").then((module) => module.OtherModelActions));

/** How an answer ended when it did not end well: what happened, what is kept, what to do now. */
export function RunMark({
  run,
  hasText,
  usualModel,
  onRetry,
  onContinue,
}: {
  run: RunView;
  hasText: boolean;
  /** The model that the conversation goes on with; null: it has none of its own. */
  usualModel: string | null;
  /** Absent where a new answer can't be asked for now. */
  onRetry?: ((model: string) => void) | undefined;
  /** Goes on where it broke off. */
  onContinue?: (() => void) | undefined;
}) {
  const t = useTranslations("chat");
  const failureText = useFailureText();
  const goOn = onContinue && (
    <Button size="small" onClick={onContinue}>
      <ArrowRight aria-hidden />
      {t("continue")}
    </Button>
  );
  const retry = (onRetry || goOn) && (
    <>
      {goOn}
      {onRetry && (
        <Button size="small" onClick={() => onRetry(run.model)}>
          <RotateCcw aria-hidden />
          {t("retry")}
        </Button>
      )}
    </>
  );
  const ended = (text: string) => (
    <div className="mt-3 flex max-w-measure flex-wrap items-center gap-3 font-sans text-ink-muted text-sm">
      <p>{text}</p>
      {goOn}
    </div>
  );
  if (run.status === "failed") {
    return (
      <Notice
        tone="danger"
        className="mt-4 max-w-measure"
        title={t("failed")}
        actions={
          // What began an answer goes on with it: that model may not be asked.
          isModelRefused(run) && onRetry ? (
            <OtherModelActions refused={run.model} usual={usualModel} onRetry={onRetry} />
          ) : (
            retry
          )
        }
      >
        {failureText(run.error ?? { code: "INTERNAL", params: {} })}
      </Notice>
    );
  }
  if (run.status === "interrupted") {
    return (
      <Notice tone="warning" className="mt-4 max-w-measure" title={t("interrupted")} actions={retry}>
        {hasText ? t("interruptedKept") : t("interruptedEmpty")}
      </Notice>
    );
  }
  if (run.status === "stopped") {
    return ended(hasText ? t("stopped") : t("stoppedEmpty"));
  }
  if (run.status === "complete" && run.finishReason === "length") {
    return ended(t("cutByLength"));
  }
  return null;
}
