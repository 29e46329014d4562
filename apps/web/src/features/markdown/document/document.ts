import { createBlock, refreshBlock } from "./blocks.ts";
import { fenceNode, readFence } from "./fence.ts";
import { holdBack } from "./hold-back.ts";
import { addReferences, noReferences } from "./references.ts";
import { split } from "./split.ts";
import type { Block, MarkdownDocument, References, Rest } from "./types.ts";

const start: Rest = { source: "", key: 0, joined: false, tableHead: "", searched: 0 };

const empty: MarkdownDocument = {
  text: "",
  streaming: true,
  pages: [],
  open: undefined,
  finished: noReferences,
  references: noReferences,
  rest: start,
};

/** A page is closed when it has this many blocks and the next does not go on with its list or table. */
const blocksPerPage = 24;

/**
 * The document of `text`, made from that of an earlier state of the same answer: what was finished then is kept as it is,
 * and only what comes after it is read. When `text` does not continue the earlier one, it starts anew.
 *
 * `streaming` says that more text will come: then what is half written at the end is held back or closed.
 */
export function advance(previous: MarkdownDocument | undefined, text: string, streaming: boolean): MarkdownDocument {
  const normalised = normalise(text);
  const continues = previous && (previous.streaming || !streaming) && normalised.startsWith(previous.text);
  const from = continues ? previous : empty;
  if (from === previous && previous.text === normalised && previous.streaming === streaming) return previous;

  const source = from.rest.source + normalised.slice(from.text.length);
  const { pieces, rest } = split({ ...from.rest, source }, !streaming);

  const blocks: Block[] = [];
  let finished = from.finished;
  pieces.forEach((piece, index) => {
    const block = createBlock({ ...piece, key: from.rest.key + index, open: false }, finished.links);
    finished = addReferences(finished, [block]);
    blocks.push(block);
  });
  const open = /[^ \t\n]/.test(rest.source) ? openBlock(rest, finished.links, streaming) : undefined;
  const references = open ? addReferences(finished, [open]) : finished;

  const linksChanged = !sameKeys(references.links, from.references.links);
  const pages = appendBlocks(
    linksChanged ? refreshPages(from.pages, references) : from.pages,
    blocks.map((block) => refreshBlock(block, references.links)),
  );
  return {
    text: normalised,
    streaming,
    pages,
    open,
    finished,
    references,
    rest,
  };
}

/** One kind of line ending, and none of the two characters that the parser treats unlike all others. */
function normalise(text: string): string {
  if (!/[\r\0\uFEFF]/.test(text)) return text;
  return text.replace(/\r\n?/g, "\n").replaceAll("\0", "\uFFFD").replaceAll("\uFEFF", "");
}

function sameKeys(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const key of a.keys()) if (!b.has(key)) return false;
  return true;
}

/** The block that still grows. */
function openBlock(rest: Rest, links: ReadonlyMap<string, string>, streaming: boolean): Block {
  const fence = rest.joined ? undefined : readFence(rest.source);
  const { key, joined, tableHead, source } = rest;
  const piece = { key, joined, tableHead, source, open: streaming };
  if (fence) {
    const shown = streaming && fence.contentStart < 0 ? { ...fence, lang: null } : fence;
    const unfinished = source.slice(source.lastIndexOf("\n") + 1);
    // The last line may be about to become the closing fence.
    const isClosing = streaming && fence.contentStart >= 0 && /^ {0,3}(`+|~+)$/.test(unfinished);
    const end = isClosing ? source.length - unfinished.length : source.length;
    return createBlock({ ...piece, nodes: [fenceNode(source, shown, end)] }, links);
  }
  return createBlock(streaming ? { ...piece, shown: holdBack(source) } : piece, links);
}

function appendBlocks(pages: MarkdownDocument["pages"], blocks: readonly Block[]): MarkdownDocument["pages"] {
  if (blocks.length === 0) return pages;
  const result = pages.map((page) => page);
  let last: Block[] = [...(result.pop() ?? [])];
  for (const block of blocks) {
    if (last.length >= blocksPerPage && !block.joined) {
      result.push(last);
      last = [];
    }
    last.push(block);
  }
  result.push(last);
  return result;
}

function refreshPages(pages: MarkdownDocument["pages"], { links }: References): MarkdownDocument["pages"] {
  return pages.map((page) => {
    const next = page.map((block) => refreshBlock(block, links));
    return next.some((block, index) => block !== page[index]) ? next : page;
  });
}
