/** Ends of sentences, also before a closing quote or bracket; a paragraph or a line of a list ends one as well. */
const sentenceEnd = /[.!?…。！？]+["'”’»)\]]*(?=\s)|\n+/g;

/**
 * How far a text that is still being written can be read out: the end of its last whole sentence after `from`, or
 * `from` when there is none. Inside a block of code nothing is whole until the block ends.
 */
export function endOfSentences(text: string, from: number): number {
  let end = from;
  sentenceEnd.lastIndex = from;
  for (let match = sentenceEnd.exec(text); match; match = sentenceEnd.exec(text)) {
    end = match.index + match[0].length;
  }
  const open = openFence(text.slice(0, end));
  return open === -1 ? end : Math.max(from, open);
}

/** Where a block of code begins that does not end in `text`; -1: none. */
function openFence(text: string): number {
  let open = -1;
  for (const match of text.matchAll(/^ {0,3}(?:```|~~~)/gm)) open = open === -1 ? match.index : -1;
  return open;
}

/** Markdown as it is read out: its words without its marks. A block of code is named, not spelled. */
export function spokenText(markdown: string, codeLabel: string): string {
  return markdown
    .replaceAll(/^ {0,3}(?:```|~~~)[^\n]*\n[\s\S]*?(?:^ {0,3}(?:```|~~~)[^\n]*$|$(?![\s\S]))/gm, ` ${codeLabel} `)
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/^\s*(?:#{1,6}|[-*+]|>|\|)\s+/gm, "")
    .replaceAll(/[*_`~|]+/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}
