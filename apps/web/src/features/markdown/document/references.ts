import type { FootnoteDefinition, RootContent } from "mdast";
import { normalizeIdentifier } from "micromark-util-normalize-identifier";
import type { Block, References } from "./types.ts";

export const noReferences: References = { links: new Map(), notes: new Map(), calls: [] };

const bracketed = /\[((?:[^[\]\\]|\\[\s\S]){1,999})\]/g;

/** The labels in a text that would be references if something defined them, as they are written, without repeats. */
export function findLabels(source: string): string[] {
  if (!source.includes("[")) return [];
  return [...new Set(Array.from(source.matchAll(bracketed), (match) => match[1] ?? ""))];
}

const identifierOf = (label: string) => normalizeIdentifier(label).toLowerCase();

/**
 * Definitions to put in front of a block so that the parser sees its references. A footnote's call is one whether or not
 * its note has come yet, so that it does not change its looks when the note arrives at the end of the answer.
 */
export function preludeFor(labels: readonly string[], links: ReadonlyMap<string, string>): string {
  let notes = "";
  let definitions = "";
  for (const label of labels) {
    const oneLine = label.replace(/\s+/g, " ");
    // A note's label has no space; with one it is a link's like any other.
    if (/^\^[^ \t\n]+$/.test(label)) notes += `[${oneLine}]: -\n\n`;
    else if (links.has(identifierOf(label))) definitions += `[${oneLine}]: -\n\n`;
  }
  // A definition last, because a note would take indented code that follows it for its own.
  return notes && !definitions ? `${notes}[-]: -\n\n` : notes + definitions;
}

function collect(
  nodes: readonly RootContent[],
  into: { links: Map<string, string>; notes: Map<string, FootnoteDefinition>; calls: Set<string> },
): void {
  for (const node of nodes) {
    if (node.type === "definition") {
      if (!into.links.has(node.identifier)) into.links.set(node.identifier, node.url);
    } else if (node.type === "footnoteDefinition") {
      if (!into.notes.has(node.identifier)) into.notes.set(node.identifier, node);
    } else if (node.type === "footnoteReference") into.calls.add(node.identifier);
    if ("children" in node) collect(node.children, into);
  }
}

/** `known` and what `blocks` add to it; `known` itself when they add nothing. */
export function addReferences(known: References, blocks: readonly Block[]): References {
  const links = new Map(known.links);
  const notes = new Map(known.notes);
  const calls = new Set(known.calls);
  for (const block of blocks) {
    // Each of the three needs a bracket.
    if (block.source.includes("[")) collect(block.nodes, { links, notes, calls });
  }
  const grew = links.size > known.links.size || notes.size > known.notes.size || calls.size > known.calls.length;
  return grew ? { links, notes, calls: [...calls] } : known;
}
