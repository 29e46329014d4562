"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Fold } from "./fold.tsx";

/** More characters or lines than this are folded: a pasted file must not push the conversation away. */
const foldFrom = { characters: 3_000, lines: 40 } as const;

/** What a person wrote, to the character: one's own to the right, another's to the left with their name. */
export function UserMessage({
  text,
  sending = false,
  author,
  children,
}: {
  text: string;
  sending?: boolean;
  /** Who wrote it, where several people do. */
  author?: { name: string; own: boolean; mark: ReactNode } | undefined;
  /** What one can do with it. */
  children?: ReactNode;
}) {
  const t = useTranslations("chat");
  const long = text.length > foldFrom.characters || countLines(text) > foldFrom.lines;
  const own = author?.own ?? true;
  return (
    <div data-question className={clsx("group/message flex flex-col", own ? "items-end" : "items-start")}>
      {author && (
        <p aria-hidden className="mb-1 flex items-center gap-2 text-ink-muted text-sm">
          {author.mark}
          {author.name}
        </p>
      )}
      <div
        aria-busy={sending || undefined}
        dir="auto"
        className={clsx(
          "min-w-0 max-w-[85%] rounded-box px-4 py-2.5 text-base whitespace-pre-wrap break-words [unicode-bidi:isolate]",
          own ? "bg-fill" : "border border-line bg-surface",
        )}
      >
        <h2 className="sr-only">{own ? t("youSaid") : t("personSaid", { name: author?.name ?? "" })}</h2>
        {long ? (
          <Fold moreLabel={t("showAll")} lessLabel={t("showLess")}>
            {text}
          </Fold>
        ) : (
          text
        )}
      </div>
      {children}
    </div>
  );
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}
