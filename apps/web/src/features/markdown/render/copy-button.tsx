"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { copyText } from "#components/copy-text.ts";
import type { MarkdownLabels } from "../markdown-labels.ts";
import { IconAction } from "./icon-action.tsx";

const shownFor = 2_000;

/** Copies a text and says for two seconds that it has. */
export function CopyButton({ text, labels }: { text: string; labels: MarkdownLabels }) {
  const [copied, setCopied] = useState(false);

  // The external system is the clock.
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), shownFor);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = () => {
    // Without permission nothing is copied, and the button does not say that it was.
    copyText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <>
      <IconAction
        label={copied ? labels.codeCopied : labels.copyCode}
        icon={copied ? <Check /> : <Copy />}
        onClick={copy}
      />
      <span role="status" className="sr-only">
        {copied ? labels.codeCopied : ""}
      </span>
    </>
  );
}
