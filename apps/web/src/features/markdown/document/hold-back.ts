import { closeInline } from "./close-inline.ts";

/** A line of nothing but signs and digits: it may become a heading, a rule, a list, a fence, a delimiter row, or text. */
const onlySigns = /^[ \t>]*[-+*_=#|:~`$\\<&![\].)\d \t]*$/;
const taskStart = /^[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]+\[[xX]?\]?[ \t]*$/;
const fenceLine = /^[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})/;
const blockStart = /^[ \t>]*(?:[-+*]|\d{1,9}[.)]|#{1,6}|>|\|)(?=[ \t])/;
const tableRow = /^[ \t>]*\|/;
const delimiterRow = /^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*$/;
const delimiterStart = /^[ \t>]*\|[ \t|:-]*$/;

/** Whether the text ends inside a fence of code or a block of TeX, at any depth. */
function endsInside(lines: readonly string[]): "code" | "math" | undefined {
  let fence = "";
  let isMath = false;
  for (const line of lines) {
    const marker = fenceLine.exec(line)?.[1];
    const content = line.replace(/^[ \t>]+|[ \t]+$/g, "");
    if (fence) {
      if (marker?.startsWith(fence) && content.replaceAll(fence.charAt(0), "") === "") fence = "";
    } else if (isMath) {
      if (content === "$$" || content === "\\]") isMath = false;
    } else if (marker) fence = marker;
    else if (content === "$$" || content === "\\[") isMath = true;
  }
  return fence ? "code" : isMath ? "math" : undefined;
}

/** How many lines at the end look like the head of a table whose delimiter row is still to come, or not whole yet. */
function pendingTableLines(lines: readonly string[], lastIsWhole: boolean): number {
  let count = 0;
  while (count < lines.length && tableRow.test(lines[lines.length - 1 - count] ?? "")) count += 1;
  if (count === 0 || count > 2) return 0;
  if (count === 1) return 1;
  const second = lines.at(-1) ?? "";
  return (lastIsWhole ? delimiterRow : delimiterStart).test(second) ? 2 : 0;
}

/**
 * What of a half-written block is to be parsed and shown: signs whose meaning the next characters decide are held back,
 * emphasis and code that are still open are closed, so that nothing flashes and nothing jumps. Only for the end of a text
 * that still streams; the result is parsed by the same parser as everything else.
 */
export function holdBack(source: string): string {
  const lines = source.split("\n");
  const last = lines.at(-1) ?? "";
  const before = lines.slice(0, -1);
  const inside = endsInside(before);
  if (inside === "code") return /^[ \t>]*[`~]+[ \t]*$/.test(last) ? before.join("\n") : source;
  if (inside === "math") return source;
  if (fenceLine.test(last) || onlySigns.test(last) || taskStart.test(last)) {
    const pending = last === "" ? pendingTableLines(before, true) : pendingTableLines(lines, false);
    // A complete delimiter row makes a table of what is held back.
    if (last === "" && pending === 2) return source;
    return lines.slice(0, lines.length - Math.max(1, pending + (last === "" ? 1 : 0))).join("\n");
  }
  const pending = pendingTableLines(lines, false);
  if (pending > 0) return lines.slice(0, lines.length - pending).join("\n");

  const start = inlineStart(lines);
  return source.slice(0, start) + closeInline(source.slice(start));
}

/** Where the text begins whose emphasis can still be open: after a blank line, a marker, a cell's border. */
function inlineStart(lines: readonly string[]): number {
  let index = lines.length - 1;
  while (index > 0 && !blockStart.test(lines[index] ?? "") && (lines[index - 1] ?? "").trim() !== "") index -= 1;
  const offset = lines.slice(0, index).reduce((sum, line) => sum + line.length + 1, 0);
  const line = lines[index] ?? "";
  const isRow = tableRow.test(line) && index === lines.length - 1;
  if (isRow) return offset + line.lastIndexOf("|") + 1;
  return offset + (blockStart.exec(line)?.[0].length ?? 0);
}
