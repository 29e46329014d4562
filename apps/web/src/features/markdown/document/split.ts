import type { List, RootContent, Table } from "mdast";
import { parse } from "../syntax/parse.ts";
import { fenceNode, findFenceEnd, readFence } from "./fence.ts";
import type { Rest } from "./types.ts";

/** A finished block before its references are known: the arguments of `createBlock` but one. */
export type Piece = {
  source: string;
  joined: boolean;
  tableHead: string;
  /** Already known for a fence of code. */
  nodes?: readonly RootContent[];
};

/** How much is looked at in one go, so that a long text that comes at once costs as much as one that streams. */
const windowSize = 4_000;
const rowsPerBlock = 20;

const listMarker = /^ {0,3}(?:[-+*]|\d{1,9}[.)])(?=[ \t\n])/;

type Place = { at: number; joined: boolean; tableHead: string };

/** Where a node's first line starts in the parsed text. */
function lineStart(source: string, node: RootContent | Table["children"][number]): number {
  const offset = node.position?.start.offset ?? 0;
  return source.lastIndexOf("\n", offset - 1) + 1;
}

const startLine = (node: RootContent) => node.position?.start.line ?? 0;
const endLine = (node: RootContent) => node.position?.end.line ?? 0;

/** The places inside a list where an item starts that is not the first. */
function placesInList(source: string, list: List): Place[] {
  return list.children.slice(1).map((item) => ({
    at: lineStart(source, item),
    joined: true,
    tableHead: "",
  }));
}

/** The places inside a table where a group of rows is full. */
function placesInTable(source: string, table: Table): Place[] {
  const [head, ...rows] = table.children;
  if (!head) return [];
  const headStart = lineStart(source, head);
  const headEnd = source.indexOf("\n", source.indexOf("\n", headStart) + 1) + 1;
  const tableHead = source.slice(headStart, headEnd);
  return rows
    .filter((_, index) => index > 0 && index % rowsPerBlock === 0)
    .map((row) => ({ at: lineStart(source, row), joined: true, tableHead }));
}

/** Whether the last thing in a quote, an item or a note is a table. */
function endsInTable(node: RootContent): boolean {
  const last = "children" in node ? node.children.at(-1) : undefined;
  return last !== undefined && (last.type === "table" || endsInTable(last));
}

/**
 * Whether a node is kept with what follows it on the next line: a definition, because that line can still turn both into
 * something else, a quote that ends in a table, because the parser makes no head of another table of that line, and a
 * paragraph before a head that would be a list without it.
 */
function staysOpen(node: RootContent, next: RootContent, parsed: string): boolean {
  if (startLine(next) > endLine(node) + 1) return false;
  if (node.type === "definition") return true;
  if (next.type === "paragraph") return endsInTable(node);
  return node.type === "paragraph" && next.type === "table" && listMarker.test(parsed.slice(lineStart(parsed, next)));
}

/** Whether nothing can be added to the last node any more, whatever line follows; `next` is that line's first character. */
function isOver(last: RootContent, source: string, next: string): boolean {
  if (last.type === "heading" || last.type === "thematicBreak") return true;
  if (!/(?:^|\n)[ \t]*\n$/.test(source)) return false;
  if (last.type === "list" || last.type === "footnoteDefinition") return /[^\s\d*+-]/.test(next);
  return ["paragraph", "blockquote", "table", "definition"].includes(last.type);
}

/**
 * Where new blocks start in `source`, which consists of whole lines. Each place stays one however the text goes on: a block
 * is over when the next has begun, and only whole lines decide that.
 */
function findPlaces(source: string, next: string, rest: Rest): Place[] {
  const nodes = parse(rest.tableHead + source).children;
  const parsed = rest.tableHead + source;
  const places: Place[] = [];
  nodes.forEach((node, index) => {
    const before = nodes[index - 1];
    const isNew = before && !staysOpen(before, node, parsed);
    if (isNew) places.push({ at: lineStart(parsed, node), joined: false, tableHead: "" });
    if (node.type === "list") places.push(...placesInList(parsed, node));
    if (node.type === "table") places.push(...placesInTable(parsed, node));
  });
  const last = nodes.at(-1);
  if (last && isOver(last, source, next)) places.push({ at: parsed.length, joined: false, tableHead: "" });
  return places.map((place) => ({ ...place, at: place.at - rest.tableHead.length })).filter(({ at }) => at > 0);
}

/** The blocks that are finished in `rest`, and the rest after them. */
export function split(rest: Rest, final: boolean): { pieces: Piece[]; rest: Rest } {
  const pieces: Piece[] = [];
  let current = rest;
  let size = rest.searched + windowSize;
  for (;;) {
    const fence = current.joined ? undefined : readFence(current.source);
    if (fence && fence.contentStart >= 0) {
      const from = Math.max(current.searched, fence.contentStart);
      const found = findFenceEnd(current.source, fence, from, final);
      if ("searched" in found) return { pieces, rest: { ...current, searched: found.searched } };
      pieces.push({
        source: current.source.slice(0, found.end),
        joined: false,
        tableHead: "",
        nodes: [fenceNode(current.source, fence, found.contentEnd)],
      });
      current = after(current, found.end, { joined: false, tableHead: "" }, 1);
      size = windowSize;
      continue;
    }

    const lines = wholeLines(current.source, size);
    // Nothing new since the last look, or nothing to look at.
    if (lines.length <= current.searched) return { pieces, rest: current };
    const places = findPlaces(lines, current.source.charAt(lines.length), current);
    const last = places.at(-1);
    if (last) {
      let start = 0;
      let state: Omit<Place, "at"> = current;
      for (const place of places) {
        const { joined, tableHead } = state;
        pieces.push({ source: lines.slice(start, place.at), joined, tableHead });
        start = place.at;
        state = place;
      }
      current = after(current, last.at, last, places.length);
      size = windowSize;
    } else {
      current = { ...current, searched: lines.length };
      size *= 2;
    }
  }
}

function after(rest: Rest, at: number, { joined, tableHead }: Omit<Place, "at">, count: number): Rest {
  return { source: rest.source.slice(at), key: rest.key + count, joined, tableHead, searched: 0 };
}

/** The whole lines within the first `size` characters, or the first whole line if it is longer. */
function wholeLines(source: string, size: number): string {
  const within = source.lastIndexOf("\n", size - 1);
  const end = within >= 0 || source.length <= size ? within : source.indexOf("\n", size);
  return source.slice(0, end + 1);
}
