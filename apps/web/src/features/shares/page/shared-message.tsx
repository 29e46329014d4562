"use client";

import type { SharedMessage as Message } from "@causerie/api/schemas";
import { useTranslations } from "next-intl";
import type { Ref } from "react";
import { useMarkdownLabels } from "#components/use-markdown-labels.ts";
import { Markdown } from "../../markdown/index.ts";

/** One message of a shared conversation: who speaks, and what they say. */
export function SharedMessage({
  message,
  idPrefix,
  ref,
}: {
  message: Message;
  idPrefix: string;
  ref: Ref<HTMLElement>;
}) {
  const t = useTranslations("shares.page");
  const labels = useMarkdownLabels();
  const asked = message.role === "user";
  return (
    <article ref={ref} tabIndex={-1} className={asked ? "mt-10 break-after-avoid outline-none" : "mt-6 outline-none"}>
      <h2 className={asked ? "mb-1.5 text-ink-muted text-sm" : "sr-only"}>
        {asked ? (message.author ?? t("person")) : t("assistant")}
      </h2>
      {asked ? (
        <div
          dir="auto"
          className="border-accent border-s-2 ps-4 whitespace-pre-wrap break-words [unicode-bidi:isolate]"
        >
          {message.text}
        </div>
      ) : (
        <Markdown text={message.text} streaming={false} idPrefix={idPrefix} labels={labels} />
      )}
    </article>
  );
}
