"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { MarkdownLabels } from "../features/markdown/index.ts";

/** The words of rendered answers in the reader's language; the same object until the language changes. */
export function useMarkdownLabels(): MarkdownLabels {
  const t = useTranslations("markdown");
  return useMemo(
    () => ({
      code: t("code"),
      copyCode: t("copyCode"),
      codeCopied: t("codeCopied"),
      wrapLines: t("wrapLines"),
      table: t("table"),
      loadImage: (host) => t("loadImage", { host }),
      imageNotShown: t("imageNotShown"),
      opensInNewTab: t("opensInNewTab"),
      diagram: t("diagram"),
      showDiagramSource: t("showDiagramSource"),
      diagramFailed: t("diagramFailed"),
      footnotes: t("footnotes"),
      footnote: (number) => t("footnote", { number }),
      backToText: t("backToText"),
      taskDone: t("taskDone"),
      taskOpen: t("taskOpen"),
    }),
    [t],
  );
}
