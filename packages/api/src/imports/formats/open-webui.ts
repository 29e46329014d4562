import type { MessagePart } from "../../messages/messages.schema.ts";
import { type Draft, type DraftMessage, runOf } from "./draft.ts";
import { Losses } from "./losses.ts";
import { type Fields, fieldsOf, idOf, listOf, objectsIn, sayingOf, textOf, timeOf } from "./values.ts";

/** A chat of Open WebUI's export: a map of messages, each with its parent, and the message that was seen last. */
export function fromOpenWebui(entry: Fields, fallbackId: string): Draft {
  const losses = new Losses();
  const chat = fieldsOf(entry.chat) ?? entry;
  const history = fieldsOf(chat.history);
  const model = textOf(listOf(chat.models)[0]);
  const mapped = Object.entries(fieldsOf(history?.messages) ?? {});
  const raw: readonly (readonly [string, Fields])[] =
    mapped.length > 0
      ? mapped.map(([id, value]) => [id, fieldsOf(value) ?? {}])
      : objectsIn(chat.messages).map((message, index) => [idOf(message.id) ?? `#${index}`, message]);
  const messages: DraftMessage[] = [];
  for (const [key, message] of raw) {
    const isUser = message.role === "user";
    messages.push({
      id: textOf(key) ?? key,
      parentId: mapped.length > 0 ? idOf(message.parentId) : (messages.at(-1)?.id ?? null),
      role: isUser ? "user" : message.role === "system" ? "system" : "assistant",
      parts: partsOf(message, losses),
      createdAt: timeOf(message.timestamp),
      run: isUser || message.role === "system" ? null : runOf("open-webui", textOf(message.model) ?? model),
    });
    for (const file of objectsIn(message.files)) losses.add(file.type === "image" ? "image" : "attachment", file.name);
    for (const _source of listOf(message.sources ?? message.citations)) losses.add("citation");
  }
  for (const file of objectsIn(chat.files)) losses.add("attachment", file.name);
  return {
    source: "open-webui",
    sourceId: idOf(entry.id) ?? idOf(chat.id) ?? fallbackId,
    title: sayingOf(entry.title) ?? sayingOf(chat.title),
    model: null,
    pinned: entry.pinned === true,
    archived: entry.archived === true,
    createdAt: timeOf(entry.created_at) ?? timeOf(chat.timestamp),
    updatedAt: timeOf(entry.updated_at),
    headId: idOf(history?.currentId),
    messages,
    lost: losses.list(),
    tidy: true,
  };
}

function partsOf(message: Fields, losses: Losses): MessagePart[] {
  if (typeof message.content === "string") return splitDetails(message.content, losses);
  return objectsIn(message.content).flatMap((block): MessagePart[] => {
    if (block.type === "text") return splitDetails(textOf(block.text) ?? "", losses);
    losses.add(block.type === "image_url" ? "image" : "other", block.type);
    return [];
  });
}

const opening = /<details type="([\w-]{1,40})"/g;
const closing = "</details>";

/**
 * An answer in which Open WebUI has put what is no text of it between `<details type="…">` and `</details>`: thoughts, which
 * are kept as such, and calls of tools. Read from left to right, once, so that no text takes longer than its length.
 */
function splitDetails(content: string, losses: Losses): MessagePart[] {
  const parts: MessagePart[] = [];
  const add = (type: MessagePart["type"], text: string) => {
    const clean = sayingOf(text)?.trim();
    if (clean) parts.push({ type, text: clean });
  };
  let at = 0;
  for (const match of content.matchAll(opening)) {
    if (match.index < at) continue;
    const start = content.indexOf(">", match.index) + 1;
    const end = start === 0 ? -1 : content.indexOf(closing, start);
    if (end < 0) break;
    add("text", content.slice(at, match.index));
    const inner = content.slice(start, end).replace(/^\s*<summary>[^<]{0,1000}<\/summary>/, "");
    if (match[1] === "reasoning") add("reasoning", inner.replaceAll(/^[ \t]*> ?/gm, ""));
    else losses.add(match[1] === "tool_calls" || match[1] === "code_interpreter" ? "tool-call" : "other", match[1]);
    at = end + closing.length;
  }
  add("text", content.slice(at));
  return parts;
}
