import { appErrorCodes } from "@causerie/core";
import {
  conversationFormat,
  conversationFormatVersion,
  type ExportedRun,
  exportedMessage,
} from "../../exports/export-format.ts";
import { BadEntry, type Draft, type DraftMessage, type DraftRun } from "./draft.ts";
import { type Fields, idOf, listOf, sayingOf, textOf, timeOf } from "./values.ts";

export function isCauserie(entry: Fields): boolean {
  return entry.format === conversationFormat;
}

/**
 * A conversation of Causerie's own export.
 *
 * @throws {BadEntry} `unknown-format` for a later version than this one knows, or a message of another form.
 */
export function fromCauserie(entry: Fields, fallbackId: string): Draft {
  if (entry.version !== conversationFormatVersion) throw new BadEntry("unknown-format");
  return {
    source: "causerie",
    sourceId: idOf(entry.id) ?? fallbackId,
    title: sayingOf(entry.title),
    model: textOf(entry.model),
    pinned: entry.pinned === true,
    archived: entry.archived === true,
    createdAt: timeOf(entry.createdAt),
    updatedAt: timeOf(entry.lastActivityAt) ?? timeOf(entry.updatedAt),
    headId: idOf(entry.currentMessageId),
    messages: listOf(entry.messages).map(messageOf),
    lost: [],
    tidy: false,
  };
}

function messageOf(value: unknown): DraftMessage {
  const result = exportedMessage.safeParse(value);
  if (!result.success) throw new BadEntry("unknown-format");
  const { id, parentId, role, parts, createdAt, run } = result.data;
  return {
    id,
    parentId,
    role,
    parts: parts.map((part) => ({ type: part.type, text: textOf(part.text) ?? "" })),
    createdAt: timeOf(createdAt),
    run: run && role === "assistant" ? ended(run) : null,
  };
}

/** An answer that was being written when it was exported broke off there, as far as the importing server can know. */
function ended(run: ExportedRun): DraftRun {
  const { status, error } = run;
  // A newer version may have errors that this one has no text for.
  const code = appErrorCodes.find((known) => known === error?.code) ?? "INTERNAL";
  return {
    ...run,
    answeredBy: textOf(run.answeredBy),
    finishReason: textOf(run.finishReason),
    status: status === "queued" || status === "streaming" ? "interrupted" : status,
    error: error && { code, params: onlyNumbers(error.params) },
  };
}

/** What an error's text names is a number wherever it matters; a text may hold what can't be stored. */
function onlyNumbers(params: Record<string, string | number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => (typeof value === "number" ? [[name, value]] : [])),
  );
}
