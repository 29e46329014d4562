"use client";

import { Button, Notice } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { toFailure } from "#trpc/client-failure.ts";
import { useFailureText } from "#trpc/use-error-text.ts";

/** Why a message was not sent. After too many of them its button says how long to wait, and works again by itself. */
export function SendFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useTranslations("chat");
  const text = useFailureText();
  const failure = toFailure(error);
  const waitSeconds = failure.code === "RATE_LIMITED" ? Number(failure.params.retryAfterSeconds ?? 0) : 0;
  const left = useSecondsLeft(waitSeconds);
  return (
    <Notice
      tone="danger"
      title={t("sendFailed")}
      className="mb-2"
      actions={
        <Button size="small" disabled={left > 0} onClick={onRetry}>
          {left > 0 ? t("sendAgainIn", { seconds: left }) : t("sendAgain")}
        </Button>
      }
    >
      {text(failure)}
    </Notice>
  );
}

/** Counts down to 0 from when it is first shown. */
function useSecondsLeft(seconds: number): number {
  const [left, setLeft] = useState(seconds);
  // The clock goes on outside React.
  useEffect(() => {
    const end = performance.now() + seconds * 1000;
    const timer = setInterval(() => {
      const next = Math.max(0, Math.ceil((end - performance.now()) / 1000));
      setLeft(next);
      if (next === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [seconds]);
  return left;
}
