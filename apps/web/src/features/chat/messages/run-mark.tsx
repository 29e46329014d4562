"use client";

import type { RunView } from "@causerie/api/schemas";
import { Button, Notice } from "@causerie/ui";
import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFailureText } from "#trpc/use-error-text.ts";

/** How an answer ended when it did not end well: what happened, what is kept, what to do now. */
export function RunMark({
  run,
  hasText,
  onRetry,
}: {
  run: RunView;
  hasText: boolean;
  /** Absent where a new answer can't be asked for now. */
  onRetry?: (() => void) | undefined;
}) {
  const t = useTranslations("chat");
  const failureText = useFailureText();
  const retry = onRetry && (
    <Button size="small" onClick={onRetry}>
      <RotateCcw aria-hidden />
      {t("retry")}
    </Button>
  );
  if (run.status === "failed") {
    return (
      <Notice tone="danger" className="mt-4 max-w-measure" title={t("failed")} actions={retry}>
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
    return <p className="mt-3 font-sans text-ink-muted text-sm">{hasText ? t("stopped") : t("stoppedEmpty")}</p>;
  }
  if (run.status === "complete" && run.finishReason === "length") {
    return <p className="mt-3 font-sans text-ink-muted text-sm">{t("cutByLength")}</p>;
  }
  return null;
}
