"use client";

import { IconButton } from "@causerie/ui";
import { ArrowUp, Square } from "lucide-react";
import { useTranslations } from "next-intl";

/** Sends; while an answer is being written, stops it, and with something typed does either. */
export function SendButton({
  running,
  blank,
  sending,
  disabled,
  onStop,
}: {
  running: boolean;
  /** Nothing is typed. */
  blank: boolean;
  sending: boolean;
  disabled: boolean;
  onStop: () => void;
}) {
  const t = useTranslations("chat");
  // Two buttons under two keys: one that changed its type between press and click would submit the form.
  return (
    <>
      {running && (
        <IconButton
          key="stop"
          label={t("stop")}
          keys={["Esc"]}
          icon={<Square className="fill-current" />}
          {...(blank && { variant: "primary" as const })}
          onClick={onStop}
        />
      )}
      {(!running || !blank) && (
        <IconButton
          key="send"
          type="submit"
          label={t("send")}
          keys={["↵"]}
          icon={<ArrowUp />}
          variant="primary"
          busy={sending}
          disabled={disabled && !sending}
        />
      )}
    </>
  );
}
