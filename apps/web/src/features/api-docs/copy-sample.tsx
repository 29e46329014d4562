"use client";

import { Button, toast } from "@causerie/ui";
import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { copyText } from "#components/copy-text.ts";

const shownMs = 1_500;

/** Copies the code of the figure that it stands in: the page has it already, and need not be sent it twice. */
export function CopySample({ label }: { label: string }) {
  const t = useTranslations("common.sample");
  const [copied, setCopied] = useState(false);
  const copy = async (button: HTMLElement) => {
    try {
      await copyText(button.closest("figure")?.querySelector("code")?.textContent ?? "");
      setCopied(true);
      setTimeout(() => setCopied(false), shownMs);
    } catch {
      toast({ tone: "danger", message: t("copyFailed") });
    }
  };
  return (
    <Button
      variant="quiet"
      size="small"
      aria-label={copied ? t("copied") : label}
      // The page is to be read without scripts too; a button without them would do nothing.
      className="[@media(scripting:none)]:hidden"
      onClick={(event) => void copy(event.currentTarget)}
    >
      {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
      {copied ? t("copied") : t("copy")}
    </Button>
  );
}
