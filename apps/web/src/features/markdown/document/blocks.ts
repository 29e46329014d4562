import { parse } from "../syntax/parse.ts";
import { findLabels, preludeFor } from "./references.ts";
import type { Piece } from "./split.ts";
import type { Block } from "./types.ts";

/** The nodes of a text, parsed behind definitions that are not part of it. */
function parseBehind(prelude: string, source: string) {
  const nodes = parse(prelude + source).children;
  return prelude ? nodes.filter((node) => (node.position?.start.offset ?? 0) >= prelude.length) : nodes;
}

/** A block from its piece of text. `shown` replaces the source in what is parsed (while its end is still to come). */
export function createBlock(
  piece: Piece & { key: number; open: boolean; shown?: string },
  links: ReadonlyMap<string, string>,
): Block {
  const { key, source, joined, tableHead, open } = piece;
  const labels = piece.nodes ? [] : findLabels(source);
  const prelude = preludeFor(labels, links);
  const nodes = piece.nodes ?? parseBehind(prelude, tableHead + (piece.shown ?? source));
  return { key, source, joined, tableHead, nodes, open, labels, prelude };
}

/** The block, parsed again if the definitions that it needs have changed. */
export function refreshBlock(block: Block, links: ReadonlyMap<string, string>): Block {
  if (block.labels.length === 0) return block;
  const prelude = preludeFor(block.labels, links);
  if (prelude === block.prelude) return block;
  return { ...block, prelude, nodes: parseBehind(prelude, block.tableHead + block.source) };
}
