import type { MessagePart } from "../../messages/messages.schema.ts";
import { type Draft, type DraftMessage, runOf } from "./draft.ts";
import { Losses } from "./losses.ts";
import { type Fields, fenced, fieldsOf, idOf, listOf, objectsIn, sayingOf, textOf, timeOf } from "./values.ts";

/** What the first message of a conversation names as its predecessor. */
const noParent = "00000000-0000-4000-8000-000000000000";

/** A conversation of Claude's data export: a list of messages, in newer exports each with its parent. */
export function fromClaude(conversation: Fields, fallbackId: string): Draft {
  const losses = new Losses();
  const model = textOf(conversation.model);
  const raw = objectsIn(conversation.chat_messages);
  const isTree = raw.some((message) => message.parent_message_uuid !== undefined);
  const messages: DraftMessage[] = [];
  for (const [index, message] of raw.entries()) {
    const before = messages.at(-1)?.id ?? null;
    const named = idOf(message.parent_message_uuid);
    messages.push({
      id: idOf(message.uuid) ?? `#${index}`,
      parentId: isTree ? (named === noParent ? null : named) : before,
      role: message.sender === "human" ? "user" : "assistant",
      parts: partsOf(message, losses),
      createdAt: timeOf(message.created_at),
      run: message.sender === "human" ? null : runOf("anthropic", textOf(message.model) ?? model),
    });
    for (const name of filesOf(message)) losses.add("attachment", name);
  }
  return {
    source: "claude",
    sourceId: idOf(conversation.uuid) ?? fallbackId,
    title: sayingOf(conversation.name),
    model: null,
    pinned: conversation.is_starred === true,
    archived: false,
    createdAt: timeOf(conversation.created_at),
    updatedAt: timeOf(conversation.updated_at),
    headId: idOf(conversation.current_leaf_message_uuid),
    messages,
    lost: losses.list(),
    tidy: true,
  };
}

/** The names of what was attached; a file stands in several of the lists. */
function filesOf(message: Fields): Set<string> {
  const files = [...objectsIn(message.attachments), ...objectsIn(message.files), ...objectsIn(message.files_v2)];
  return new Set(files.map((file, index) => sayingOf(file.file_name) ?? `#${index}`));
}

function partsOf(message: Fields, losses: Losses): MessagePart[] {
  const blocks = objectsIn(message.content);
  if (blocks.length === 0) {
    const text = sayingOf(message.text);
    return text === null ? [] : [{ type: "text", text }];
  }
  return blocks.flatMap((block) => blockOf(block, losses));
}

function blockOf(block: Fields, losses: Losses): MessagePart[] {
  switch (block.type) {
    case "text": {
      for (const _citation of listOf(block.citations)) losses.add("citation");
      const text = sayingOf(block.text);
      return text === null ? [] : [{ type: "text", text }];
    }
    case "thinking": {
      const text = sayingOf(block.thinking);
      return text === null ? [] : [{ type: "reasoning", text }];
    }
    case "tool_use":
      return callOf(block, losses);
    case "tool_result":
      losses.add("tool-result", block.name);
      return [];
    case "image":
      losses.add("image");
      return [];
    case "token_budget":
    case "flag":
      return [];
    default:
      losses.add("other", block.type);
      return [];
  }
}

/** A call of a tool. What it wrote into an artifact or a file is kept as code; the call itself is not. */
function callOf(block: Fields, losses: Losses): MessagePart[] {
  const input = fieldsOf(block.input) ?? {};
  losses.add("tool-call", block.name);
  const code = sayingOf(input.content) ?? sayingOf(input.file_text) ?? sayingOf(input.code);
  if (code === null) return [];
  return [{ type: "text", text: fenced(code, languageOf(input)) }];
}

const languages: readonly [RegExp, string][] = [
  [/react|jsx/, "jsx"],
  [/html/, "html"],
  [/svg/, "svg"],
  [/markdown/, "markdown"],
  [/mermaid/, "mermaid"],
];

function languageOf(input: Fields): string | null {
  const named = textOf(input.language);
  if (named) return named;
  const type = textOf(input.type) ?? "";
  const extension = /\.(\w{1,10})$/.exec(textOf(input.path) ?? "")?.[1];
  return languages.find(([pattern]) => pattern.test(type))?.[1] ?? extension ?? null;
}
