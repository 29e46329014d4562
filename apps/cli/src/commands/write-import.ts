import { type CauserieClient, eachItem, type ImportView } from "@causerie/client";
import { type ExitCode, exitCode } from "../exit-codes.ts";
import { plainLine } from "../terminal/plain-text.ts";
import type { Terminal } from "../terminal/terminal.ts";

type Item = Awaited<ReturnType<CauserieClient["api"]["imports"]["report"]["query"]>>["items"][number];

const reasons: Record<NonNullable<Item["reason"]>, string> = {
  "unknown-format": "it is no conversation in a form that is known here",
  "invalid-json": "it is not valid JSON",
  truncated: "the file breaks off in the middle of it",
  "too-large": "it is larger than 32 MB",
  "too-complex": "too much is nested in it",
  empty: "it holds no message that can be kept",
  cycle: "its messages follow each other in a circle",
  "duplicate-message": "two of its messages have the same id",
  "unsafe-name": "its name in the archive leads out of the archive",
  unreadable: "it is damaged in the archive",
  refused: "the database could not store it",
};

const lost: Record<Item["lost"][number]["kind"], [one: string, more: string]> = {
  image: ["picture", "pictures"],
  audio: ["recording", "recordings"],
  video: ["video", "videos"],
  attachment: ["attachment", "attachments"],
  "tool-call": ["call of a tool", "calls of tools"],
  "tool-result": ["result of a tool", "results of tools"],
  citation: ["citation", "citations"],
  other: ["other piece", "other pieces"],
  detached: ["message's place, which begins a branch now", "messages' places, which begin branches now"],
};

/** Writes what became of an import: what did not come over whole and why, then the sum of it. */
export async function writeImport(
  client: CauserieClient,
  view: ImportView,
  { json, terminal }: { json: boolean; terminal: Terminal },
): Promise<ExitCode> {
  for await (const item of eachItem((cursor) => client.api.imports.report.query({ id: view.id, cursor }))) {
    if (json) await terminal.out(`${JSON.stringify({ type: "item", ...item })}\n`);
    else await terminal.out(`${plainLine(lineOf(item))}\n`);
  }
  await terminal.out(`${json ? JSON.stringify({ type: "import", ...view }) : sumOf(view)}\n`);
  return exitCode.done;
}

function lineOf({ seq, title, reason, lost: losses }: Item): string {
  const name = title === null ? `Entry ${seq + 1}` : `“${title}”`;
  if (reason !== null) return `${name}: skipped: ${reasons[reason]}`;
  return `${name}: not kept: ${losses.map(({ kind, count }) => `${count} ${lost[kind][count === 1 ? 0 : 1]}`).join(", ")}`;
}

function sumOf({ status, imported, existing, skipped }: ImportView): string {
  const sum = `Imported: ${imported}. Here already: ${existing}. Skipped: ${skipped}.`;
  return status === "complete" ? sum : `The import is ${status}. ${sum}`;
}
