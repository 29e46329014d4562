"use client";

import { WrapText } from "lucide-react";
import { useMemo, useState } from "react";
import { nameLanguage } from "../highlight/language-names.ts";
import { linesPerChunk } from "../highlight/session.ts";
import type { MarkdownLabels } from "../markdown-labels.ts";
import { type CodeChunks, chunkCode } from "./code-chunks.ts";
import { CodeLines } from "./code-lines.tsx";
import { CopyButton } from "./copy-button.tsx";
import { IconAction } from "./icon-action.tsx";
import { showOverrides } from "./safe-url.ts";
import { useHighlight } from "./use-highlight.ts";

export type CodeBlockProps = {
  code: string;
  /** What stands after the fence. */
  language: string;
  /** Whether more code will come. */
  growing: boolean;
  labels: MarkdownLabels;
};

/**
 * A block of code with its language, a button that copies it and one that wraps its lines. It is plain text at first and
 * takes its colours when they are known; the text, and so the layout, stays the same.
 */
export function CodeBlock({ code, language, growing, labels }: CodeBlockProps) {
  const [wrapped, setWrapped] = useState(false);
  const shown = useMemo(() => showOverrides(code), [code]);
  const lines = useHighlight(shown, language, growing);
  const [kept, setKept] = useState<CodeChunks>(() => chunkCode(undefined, shown));
  const current = chunkCode(kept, shown);
  if (current !== kept) setKept(current);

  const name = language ? nameLanguage(language) : labels.code;
  return (
    <section className="code-block" data-wrap={wrapped} aria-label={name}>
      <header>
        <span className="flex-1 truncate">{name}</span>
        <IconAction
          label={labels.wrapLines}
          icon={<WrapText />}
          pressed={wrapped}
          onClick={() => setWrapped(!wrapped)}
        />
        <CopyButton text={code} labels={labels} />
      </header>
      <pre
        dir="ltr"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <code>
          {current.chunks.map((chunk, index) => {
            const start = index * linesPerChunk;
            return (
              <CodeLines
                // biome-ignore lint/suspicious/noArrayIndexKey: a chunk is its place
                key={index}
                text={chunk}
                lines={lines.length > start ? lines.slice(start, start + linesPerChunk) : undefined}
              />
            );
          })}
        </code>
      </pre>
    </section>
  );
}
