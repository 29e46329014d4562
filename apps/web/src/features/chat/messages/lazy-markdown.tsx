"use client";

import dynamic from "next/dynamic";
import { WaitingDots } from "./waiting-dots.tsx";

const load = () => import("../../markdown/index.ts").then((module) => module.Markdown);

/**
 * Markdown, whose parser a page without an answer does not wait for (45 kB). An answer that is there when the page is
 * made comes as HTML; for one that begins on this page the parser is asked for before the first word is there.
 */
export const LazyMarkdown = dynamic(load, { loading: () => <WaitingDots /> });

/** Loads the parser before it is needed. A failure is nothing to tell: it is loaded again when it is needed. */
export function preloadMarkdown(): void {
  load().catch(() => {});
}
