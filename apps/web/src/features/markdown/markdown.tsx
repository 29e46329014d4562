"use client";

import { useState } from "react";
import { advance } from "./document/document.ts";
import type { MarkdownLabels } from "./markdown-labels.ts";
import { Footnotes } from "./render/footnotes.tsx";
import { Page } from "./render/groups.tsx";
import { useRenderContext } from "./render/use-render-context.ts";

export type MarkdownProps = {
  /** The answer so far; while it streams it only grows. */
  text: string;
  /** Whether more will come: then what is half written at the end is held back or closed. */
  streaming: boolean;
  /** In front of every id inside; unique on the page (the message's id). */
  idPrefix: string;
  /** Keep it identical between renders; when it changes everything is rendered again. */
  labels: MarkdownLabels;
};

/**
 * An answer's Markdown. What is finished is neither parsed nor rendered again, so an update costs what the last block
 * costs, however long the answer is. Streaming and finished text take the same path. Nothing in the text is ever read
 * as HTML.
 */
export function Markdown({ text, streaming, idPrefix, labels }: MarkdownProps) {
  const [kept, setKept] = useState(() => advance(undefined, text, streaming));
  const document = advance(kept, text, streaming);
  if (document !== kept) setKept(document);

  // See prose.css: what was seen being written has a known size, and need not be laid out again while out of view.
  const [streamed, setStreamed] = useState(streaming);
  if (streaming && !streamed) setStreamed(true);

  const context = useRenderContext(document, idPrefix, labels);
  const pages = document.pages.length === 0 && document.open ? [[]] : document.pages;
  return (
    <div className="prose-answer" data-streamed={streamed}>
      {pages.map((blocks, index) => (
        <Page
          // biome-ignore lint/suspicious/noArrayIndexKey: a page is its place
          key={index}
          blocks={blocks}
          open={index === pages.length - 1 ? document.open : undefined}
          context={context}
        />
      ))}
      <Footnotes notes={document.references.notes} context={context} />
    </div>
  );
}
