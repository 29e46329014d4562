"use client";

import { IconButton, toast } from "@causerie/ui";
import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { copyText } from "#components/copy-text.ts";

const shownMs = 1_500;

/** Copies a text and says that it did. */
export function CopyButton({ text }: { text: () => string }) {
  const t = useTranslations("chat");
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await copyText(text());
      setCopied(true);
      setTimeout(() => setCopied(false), shownMs);
    } catch {
      toast({ tone: "danger", message: t("copyFailed") });
    }
  };
  return (
    <IconButton
      label={copied ? t("copied") : t("copy")}
      icon={copied ? <Check /> : <Copy />}
      onClick={() => void copy()}
    />
  );
}
