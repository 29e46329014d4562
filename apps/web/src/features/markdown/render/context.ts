import type { MarkdownLabels } from "../markdown-labels.ts";

/** What rendering a node needs beside the node. Changes identity only when a block must be rendered again. */
export type RenderContext = {
  readonly labels: MarkdownLabels;
  /** In front of every id, unique per message. */
  readonly idPrefix: string;
  /** Label → address, of link definitions. */
  readonly links: ReadonlyMap<string, string>;
  /** Label → number, of footnotes that are called. */
  readonly noteNumbers: ReadonlyMap<string, number>;
  /** Labels of footnotes that have a note. */
  readonly notes: ReadonlySet<string>;
};

/** Where in the tree a node is rendered. */
export type Place = {
  /** How deep; what is nested deeper than anyone writes becomes plain text. */
  readonly depth: number;
  readonly insideLink: boolean;
  /** Whether the block around it still grows. */
  readonly open: boolean;
};

export const deepest = 40;

export const inside = (place: Place): Place => ({ ...place, depth: place.depth + 1 });
