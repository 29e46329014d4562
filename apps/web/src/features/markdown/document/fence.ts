import type { Code } from "mdast";

/** The opening line of a fence of code at the start of a text. */
export type Fence = {
  marker: "`" | "~";
  size: number;
  lang: string | null;
  meta: string | null;
  /** Where its first line of code starts; -1 while the opening line is unfinished. */
  contentStart: number;
};

const opening = /^(?:[ \t]*\n)*(`{3,}|~{3,})([^\n]*)(\n|$)/;

/**
 * The fence that `source` starts with, if it starts with one. Fences are read here and not by the parser because code is
 * what gets long: a fence of 2,000 lines would be parsed again with each line. Undefined also for what is
 * rare and intricate, and left to the parser: an indented fence, an info string with escapes.
 */
export function readFence(source: string): Fence | undefined {
  const match = opening.exec(source);
  if (!match) return undefined;
  const [whole, sequence = "", info = "", end] = match;
  const marker = sequence.startsWith("~") ? "~" : "`";
  if ((marker === "`" && info.includes("`")) || /[\\&]/.test(info)) return undefined;
  const [, lang = null, meta = null] = /^[ \t]*([^ \t]+)(?:[ \t]+([\s\S]*))?$/.exec(info) ?? [];
  return {
    marker,
    size: sequence.length,
    lang,
    meta: meta || null,
    contentStart: end === "\n" ? whole.length : -1,
  };
}

/** Whether a line closes the fence. */
export function closesFence(line: string, fence: Fence): boolean {
  let start = 0;
  while (start < 3 && line[start] === " ") start += 1;
  let end = start;
  while (line[end] === fence.marker) end += 1;
  return end - start >= fence.size && /^[ \t]*$/.test(line.slice(end));
}

export type FenceEnd = {
  /** Where the code ends and the closing line starts. */
  contentEnd: number;
  /** After the closing line and its line ending. */
  end: number;
};

/**
 * The closing line of the fence among the finished lines of `source`, searched from the line start `from` on; or where
 * to go on searching when there is more.
 */
export function findFenceEnd(
  source: string,
  fence: Fence,
  from: number,
  final: boolean,
): FenceEnd | { searched: number } {
  let start = from;
  for (;;) {
    const newline = source.indexOf("\n", start);
    if (newline < 0 && !final) return { searched: start };
    const end = newline < 0 ? source.length : newline;
    if (start < source.length && closesFence(source.slice(start, end), fence)) {
      return { contentEnd: start, end: Math.min(end + 1, source.length) };
    }
    if (newline < 0) return { searched: start };
    start = newline + 1;
  }
}

/** The fence's code as mdast has it, without the last line ending. */
export function fenceNode(source: string, fence: Fence, contentEnd: number): Code {
  const content = fence.contentStart < 0 ? "" : source.slice(fence.contentStart, contentEnd);
  const value = content.endsWith("\n") ? content.slice(0, -1) : content;
  return { type: "code", lang: fence.lang, meta: fence.meta, value };
}
