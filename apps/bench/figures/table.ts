/** A table of texts; the first column stands left, the others right. */
export type Table = { title: string; header: readonly string[]; rows: readonly (readonly string[])[]; notes: string[] };

/** The table in Markdown, its columns aligned so that it is also read in a terminal. */
export function formatTable({ title, header, rows, notes }: Table): string {
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => (row[column] ?? "").length), 3));
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => align(cells[column] ?? "", width, column)).join(" | ")} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  const below = notes.map((note) => `\n${note}`).join("");
  return `\n## ${title}\n\n${[line(header), rule, ...rows.map(line)].join("\n")}\n${below}${notes.length ? "\n" : ""}`;
}

function align(text: string, width: number, column: number): string {
  return column === 0 ? text.padEnd(width) : text.padStart(width);
}

/** `12.3` for 12.345; an em dash for what was not measured. */
export function number(value: number | undefined, digits = 1): string {
  if (value === undefined || Number.isNaN(value)) return "—";
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
