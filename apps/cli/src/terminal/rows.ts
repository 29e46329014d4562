import { plainLine } from "./plain-text.ts";
import type { Terminal } from "./terminal.ts";

type Cell = string | number | null;

/** Writes a list: for people its rows in columns, for programs each item as a line of JSON. */
export async function writeRows(
  terminal: Terminal,
  { json, items, rows }: { json: boolean; items: readonly unknown[]; rows: readonly (readonly Cell[])[] },
): Promise<void> {
  if (json) {
    for (const item of items) await terminal.out(`${JSON.stringify(item)}\n`);
    return;
  }
  const texts = rows.map((row) => row.map((cell) => plainLine(String(cell ?? ""))));
  const widths = (texts[0] ?? []).map((_, column) => Math.max(...texts.map((row) => row[column]?.length ?? 0)));
  for (const row of texts) {
    const line = row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
    await terminal.out(`${line.trimEnd()}\n`);
  }
}
