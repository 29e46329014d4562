"use client";

import type { ImportView } from "@causerie/api/schemas";
import { Button, VisuallyHidden } from "@causerie/ui";
import { useFormatter, useTranslations } from "next-intl";
import { ProgressBar } from "./progress-bar.tsx";

/** How far an import is: its file on its way here, then being read. */
export function ImportProgress({
  view,
  sentBytes,
  isInterrupted,
  onCancel,
}: {
  view: ImportView;
  sentBytes: number;
  /** The upload broke off, or another page does it. */
  isInterrupted: boolean;
  onCancel: () => void;
}) {
  const t = useTranslations("transfers");
  const format = useFormatter();
  const isUpload = view.status === "uploading";
  const share = (isUpload ? sentBytes : view.readBytes) / view.sizeBytes;
  const percent = format.number(Math.min(1, share), { style: "percent", maximumFractionDigits: 0 });
  const label = isInterrupted ? t("interrupted") : isUpload ? t("uploading") : t("reading");
  const done = view.imported + view.existing + view.skipped;
  return (
    <div className="flex flex-col gap-2 rounded-box border border-line bg-surface p-4">
      <p className="break-words font-medium">{view.fileName}</p>
      <ProgressBar label={label} share={share} text={percent} />
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 text-sm">
        <p className="text-ink-muted">
          {label} {percent}
          {!isUpload && done > 0 && ` · ${t("done", { count: done })}`}
        </p>
        <Button size="small" onClick={onCancel}>
          {t("cancel")}
        </Button>
      </div>
      {isInterrupted && <p className="text-ink-muted text-sm">{t("interruptedHint")}</p>}
      {/* Said at the quarters, not at every step. */}
      <VisuallyHidden>
        <span role="status">
          {label} {format.number(Math.floor(share * 4) / 4, { style: "percent" })}
        </span>
      </VisuallyHidden>
    </div>
  );
}
