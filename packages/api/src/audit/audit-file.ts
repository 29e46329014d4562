import type { AuditEntryView } from "./audit.schema.ts";

export const auditFormats = ["csv", "jsonl"] as const;
export type AuditFormat = (typeof auditFormats)[number];

const columns = [
  "at",
  "action",
  "refusal",
  "actorId",
  "actorName",
  "keyId",
  "targetId",
  "targetName",
  "details",
  "address",
  "requestId",
  "id",
] as const satisfies readonly (keyof AuditEntryView)[];

/** Entries as a file, written as they are read: a line each, in CSV (RFC 4180) below the columns' names. */
export async function* auditFile(entries: AsyncIterable<AuditEntryView>, format: AuditFormat): AsyncGenerator<string> {
  if (format === "csv") yield `${columns.join(",")}\r\n`;
  for await (const entry of entries) {
    yield format === "csv" ? `${columns.map((name) => cell(entry[name])).join(",")}\r\n` : `${JSON.stringify(entry)}\n`;
  }
}

/** Quoted, and no formula: a spreadsheet computes a cell that begins like one. */
function cell(value: AuditEntryView[(typeof columns)[number]]): string {
  if (value === null) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
