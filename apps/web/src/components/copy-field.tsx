"use client";

import { IconButton, Input, toast } from "@causerie/ui";
import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { copyText } from "./copy-text.ts";

const shownMs = 1_500;

/** A value that can't be changed, with a button that copies it. */
export function CopyField({ label, copyLabel, value }: { label: string; copyLabel: string; value: string }) {
  const t = useTranslations("common.link");
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await copyText(value);
      setCopied(true);
      setTimeout(() => setCopied(false), shownMs);
    } catch {
      field.current?.focus();
      toast({ tone: "danger", message: t("copyFailed") });
    }
  };
  return (
    <div className="flex items-center gap-1">
      <Input
        ref={field}
        readOnly
        aria-label={label}
        value={value}
        className="min-w-0 flex-1 font-mono text-xs"
        onFocus={(event) => event.currentTarget.select()}
      />
      <IconButton
        size="medium"
        label={copied ? t("copied") : copyLabel}
        icon={copied ? <Check /> : <Copy />}
        onClick={() => void copy()}
      />
    </div>
  );
}
