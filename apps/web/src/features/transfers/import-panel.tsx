"use client";

import { Button, Notice } from "@causerie/ui";
import { Upload } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useRef } from "react";
import { ImportProgress } from "./import-progress.tsx";
import { ImportResult } from "./import-result.tsx";
import { isBeingRead, useImport } from "./use-import.ts";

/** Choosing a file of conversations, watching it come over, and what came of it. */
export function ImportPanel() {
  const t = useTranslations("transfers");
  const format = useFormatter();
  const { newest, maxBytes, sending, error, send, cancel } = useImport();
  const sizeText = (bytes: number) =>
    bytes < 1e9
      ? format.number(bytes / 1e6, { style: "unit", unit: "megabyte", maximumFractionDigits: 0 })
      : format.number(bytes / 1e9, { style: "unit", unit: "gigabyte", maximumFractionDigits: 1 });
  const input = useRef<HTMLInputElement>(null);
  const isUnderWay = newest !== null && (newest.status === "uploading" || isBeingRead(newest));
  const isInterrupted = newest?.status === "uploading" && sending === null;
  return (
    <div className="flex flex-col gap-4">
      {error && <Notice tone="danger">{error}</Notice>}
      {newest && isUnderWay && (
        <ImportProgress
          view={newest}
          sentBytes={sending?.sentBytes ?? newest.receivedBytes}
          isInterrupted={isInterrupted}
          onCancel={() => void cancel(newest.id)}
        />
      )}
      {(!isUnderWay || isInterrupted) && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button onClick={() => input.current?.click()}>
            <Upload aria-hidden className="size-4" />
            {isInterrupted ? t("chooseSame") : t("choose")}
          </Button>
          {maxBytes !== null && (
            <span className="text-ink-muted text-sm">{t("atMost", { size: sizeText(maxBytes) })}</span>
          )}
          <input
            ref={input}
            type="file"
            hidden
            accept=".json,.zip,application/json,application/zip"
            aria-label={t("file")}
            onChange={(event) => {
              const file = event.target.files?.[0];
              // The same file may be chosen again.
              event.target.value = "";
              if (file) void send(file);
            }}
          />
        </div>
      )}
      {newest && !isUnderWay && <ImportResult view={newest} />}
    </div>
  );
}
