"use client";

import { Button, IconButton, Input, toast } from "@causerie/ui";
import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";

const shownMs = 1_500;

/** One link: what it is, its address to copy, and a button that ends it. */
export function LinkCard({
  url,
  title,
  facts,
  onRevoke,
}: {
  url: string;
  title: string;
  facts: ReactNode;
  onRevoke: () => void;
}) {
  const t = useTranslations("common.link");
  const address = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      // Absent on pages that came over plain HTTP from another machine: then it is copied by hand.
      await navigator.clipboard.writeText(url);
      setCopied(true);
      setTimeout(() => setCopied(false), shownMs);
    } catch {
      address.current?.focus();
      toast({ tone: "danger", message: t("copyFailed") });
    }
  };
  return (
    <li className="flex flex-col gap-2 rounded-box border border-line bg-surface p-3">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1 text-sm">
          <p className="font-medium">{title}</p>
          <p className="text-ink-muted">{facts}</p>
        </div>
        <Button size="small" variant="quiet" className="-mt-1 -mr-2" onClick={onRevoke}>
          {t("revoke")}
        </Button>
      </div>
      <div className="flex items-center gap-1">
        <Input
          ref={address}
          readOnly
          aria-label={t("address")}
          value={url}
          className="min-w-0 flex-1 font-mono text-xs"
          onFocus={(event) => event.currentTarget.select()}
        />
        <IconButton
          size="medium"
          label={copied ? t("copied") : t("copy")}
          icon={copied ? <Check /> : <Copy />}
          onClick={() => void copy()}
        />
      </div>
    </li>
  );
}
