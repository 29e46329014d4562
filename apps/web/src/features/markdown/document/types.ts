import type { FootnoteDefinition, RootContent } from "mdast";

/**
 * A piece of an answer between two places where Markdown itself starts afresh: a paragraph, a heading, a fence of code, one
 * item of a list, some rows of a table. The sources of all blocks, in order, are the text.
 */
export type Block = {
  /** Its place among all blocks; does not change while the answer grows. */
  readonly key: number;
  readonly source: string;
  /** Whether it goes on with the list or the table of the block before it. */
  readonly joined: boolean;
  /** For rows: the head of their table, which is parsed in front of them. */
  readonly tableHead: string;
  readonly nodes: readonly RootContent[];
  /** Whether it still grows. */
  readonly open: boolean;
  /** Labels in brackets that would be references if something defined them, normalised; `^a` for a footnote's. */
  readonly labels: readonly string[];
  /** The definitions with which `nodes` were parsed. */
  readonly prelude: string;
};

/** What blocks say about each other, found in all of them. The first definition of a label counts. */
export type References = {
  /** Label → address. */
  readonly links: ReadonlyMap<string, string>;
  /** Label → note. */
  readonly notes: ReadonlyMap<string, FootnoteDefinition>;
  /** Labels of the footnotes that are called, in order, each once. */
  readonly calls: readonly string[];
};

export type MarkdownDocument = {
  /** The text with `\n` as its only line ending, without NUL and byte order marks. */
  readonly text: string;
  readonly streaming: boolean;
  /** Finished blocks, in pages, so that what grows is never more than the last page. A list or table stays on one page. */
  readonly pages: readonly (readonly Block[])[];
  /** What comes after the finished blocks; undefined when nothing does. */
  readonly open: Block | undefined;
  /** Of the finished blocks. */
  readonly finished: References;
  /** Of all blocks. */
  readonly references: References;
  /** Where the splitter stands. */
  readonly rest: Rest;
};

/** The text after the finished blocks, and what is needed to go on splitting it. */
export type Rest = {
  readonly source: string;
  readonly key: number;
  readonly joined: boolean;
  readonly tableHead: string;
  /** How much of `source` was searched for the end of a fence, or for the next block, without finding it. */
  readonly searched: number;
};
