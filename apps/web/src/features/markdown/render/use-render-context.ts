"use client";

import { useState } from "react";
import type { MarkdownDocument } from "../document/types.ts";
import type { MarkdownLabels } from "../markdown-labels.ts";
import type { RenderContext } from "./context.ts";

/** Footnotes are numbered in the order of their calls; once the text is whole, those without a note are not. */
function numberNotes({ references, streaming }: MarkdownDocument): Map<string, number> {
  const labels = references.calls.filter((label) => streaming || references.notes.has(label));
  return new Map(labels.map((label, index) => [label, index + 1]));
}

function sameMap<Value>(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
}

/**
 * What rendering needs to know of the whole answer. It is told apart by what it says, not by identity: the growing block
 * makes new maps with each update, and a new context would render every block again.
 */
export function useRenderContext(document: MarkdownDocument, idPrefix: string, labels: MarkdownLabels): RenderContext {
  const next: RenderContext = {
    labels,
    idPrefix,
    links: document.references.links,
    noteNumbers: numberNotes(document),
    notes: new Set(document.references.notes.keys()),
  };
  const [kept, setKept] = useState(next);
  const isSame =
    kept.labels === labels &&
    kept.idPrefix === idPrefix &&
    sameMap(kept.links, next.links) &&
    sameMap(kept.noteNumbers, next.noteNumbers) &&
    kept.notes.size === next.notes.size &&
    [...kept.notes].every((label) => next.notes.has(label));
  if (isSame) return kept;
  setKept(next);
  return next;
}
