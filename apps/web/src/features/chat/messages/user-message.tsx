"use client";

import { useTranslations } from "next-intl";
import { Fold } from "./fold.tsx";

/** More characters or lines than this are folded: a pasted file must not push the conversation away. */
const foldFrom = { characters: 3_000, lines: 40 } as const;

/** What the person wrote, to the character, in the person's voice. */
export function UserMessage({ text, sending = false }: { text: string; sending?: boolean }) {
  const t = useTranslations("chat");
  const long = text.length > foldFrom.characters || countLines(text) > foldFrom.lines;
  return (
    <div className="flex justify-end">
      <div
        aria-busy={sending || undefined}
        dir="auto"
        className="min-w-0 max-w-[85%] rounded-box bg-fill px-4 py-2.5 text-base whitespace-pre-wrap break-words [unicode-bidi:isolate]"
      >
        <h2 className="sr-only">{t("youSaid")}</h2>
        {long ? (
          <Fold moreLabel={t("showAll")} lessLabel={t("showLess")}>
            {text}
          </Fold>
        ) : (
          text
        )}
      </div>
    </div>
  );
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}
