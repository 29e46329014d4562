"use client";

import { lazy, Suspense } from "react";
import type { MarkdownProps } from "../../markdown/index.ts";

const load = () => import("../../markdown/index.ts");
const Markdown = lazy(() => load().then((module) => ({ default: module.Markdown })));

/**
 * Markdown, whose parser a page without an answer does not wait for (45 kB). An answer that is there when the page is
 * made comes as HTML. Should a first word be there before the parser, it is shown as it is.
 */
export function LazyMarkdown(props: MarkdownProps) {
  return (
    <Suspense fallback={<div className="prose-answer whitespace-pre-wrap">{props.text}</div>}>
      <Markdown {...props} />
    </Suspense>
  );
}

/** Loads the parser before it is needed. A failure is nothing to tell: it is loaded again when it is needed. */
export function preloadMarkdown(): void {
  load().catch(() => {});
}
