import { createHash } from "node:crypto";
import { fromCauserie, isCauserie } from "./causerie.ts";
import { fromChatgpt } from "./chatgpt.ts";
import { fromClaude } from "./claude.ts";
import { BadEntry, type Draft } from "./draft.ts";
import { fromLibrechat } from "./librechat.ts";
import { fromOpenWebui } from "./open-webui.ts";
import { type Fields, fieldsOf } from "./values.ts";

type Format = { is(entry: Fields): boolean; read(entry: Fields, fallbackId: string): Draft };

const formats: readonly Format[] = [
  { is: isCauserie, read: fromCauserie },
  { is: (entry) => fieldsOf(entry.mapping) !== null, read: fromChatgpt },
  { is: (entry) => Array.isArray(entry.chat_messages), read: fromClaude },
  {
    is: (entry) =>
      entry.conversationId !== undefined && (Array.isArray(entry.messages) || Array.isArray(entry.messagesTree)),
    read: fromLibrechat,
  },
  { is: (entry) => isChat(fieldsOf(entry.chat) ?? entry), read: fromOpenWebui },
];

function isChat(chat: Fields): boolean {
  return (
    fieldsOf(fieldsOf(chat.history)?.messages) !== null || (Array.isArray(chat.messages) && Array.isArray(chat.models))
  );
}

/**
 * What one element of a file says, in whichever product's form it is.
 *
 * @throws {BadEntry} `invalid-json`, `unknown-format`, and what the form's reader throws.
 */
export function readEntry(bytes: Buffer): Draft {
  const entry = fieldsOf(parsed(bytes));
  const format = entry && formats.find((each) => each.is(entry));
  if (!format) throw new BadEntry("unknown-format");
  // What has no id is known again by what it says.
  return format.read(entry, `sha256:${createHash("sha256").update(bytes).digest("hex")}`);
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new BadEntry("invalid-json");
  }
}
