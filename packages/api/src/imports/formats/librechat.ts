import type { MessagePart } from "../../messages/messages.schema.ts";
import { BadEntry, type Draft, type DraftMessage, runOf } from "./draft.ts";
import { Losses } from "./losses.ts";
import { type Fields, fieldsOf, idOf, listOf, objectsIn, sayingOf, textOf, timeOf } from "./values.ts";

/** What the first message of a conversation names as its predecessor. */
const noParent = "00000000-0000-0000-0000-000000000000";
/** The most messages of a tree whose branches stand within each other. */
const mostNested = 100_000;

type Placed = { message: Fields; parentId: string | null };

/** A conversation of LibreChat's export: messages in a list with their parents, or within each other as `children`. */
export function fromLibrechat(conversation: Fields, fallbackId: string): Draft {
  const losses = new Losses();
  const options = fieldsOf(conversation.options);
  const model = textOf(options?.model);
  const endpoint = textOf(conversation.endpoint) ?? textOf(options?.endpoint);
  const nested = conversation.recursive === true || conversation.messagesTree !== undefined;
  const placed = nested ? unnested(conversation.messagesTree ?? conversation.messages) : flat(conversation.messages);
  const messages = placed.map(({ message, parentId }, index): DraftMessage => {
    const isUser = message.isCreatedByUser === true;
    const provider = providerOf(textOf(message.endpoint) ?? endpoint);
    return {
      id: idOf(message.messageId) ?? `#${index}`,
      parentId,
      role: isUser ? "user" : "assistant",
      parts: partsOf(message, losses),
      createdAt: timeOf(message.createdAt),
      run: isUser ? null : runOf(provider, textOf(message.model) ?? model),
    };
  });
  return {
    source: "librechat",
    sourceId: idOf(conversation.conversationId) ?? fallbackId,
    title: sayingOf(conversation.title),
    model: null,
    pinned: false,
    archived: conversation.isArchived === true,
    createdAt: timeOf(conversation.createdAt) ?? messages[0]?.createdAt ?? null,
    updatedAt: timeOf(conversation.updatedAt),
    headId: null,
    messages,
    lost: losses.list(),
    tidy: true,
  };
}

function flat(messages: unknown): Placed[] {
  return objectsIn(messages).map((message) => {
    const parentId = idOf(message.parentMessageId);
    return { message, parentId: parentId === noParent ? null : parentId };
  });
}

/** Messages that stand within each other, without recursion: a chain of 10,000 is no deeper than a list here. */
function unnested(messages: unknown): Placed[] {
  const placed: Placed[] = objectsIn(messages).map((message) => ({ message, parentId: null }));
  for (let at = 0; at < placed.length; at++) {
    const message = placed[at]?.message ?? {};
    // The same number that this message is given if it has no id of its own.
    const parentId = idOf(message.messageId) ?? `#${at}`;
    for (const child of objectsIn(message.children)) placed.push({ message: child, parentId });
    if (placed.length > mostNested) throw new BadEntry("too-complex");
  }
  return placed;
}

const providers: readonly [RegExp, string][] = [
  [/^(azure)?openai|^assistants|^gptplugins|^chatgpt/i, "openai"],
  [/^anthropic/i, "anthropic"],
  [/^google/i, "google"],
];

function providerOf(endpoint: string | null): string {
  const known = providers.find(([pattern]) => pattern.test(endpoint ?? ""));
  return known?.[1] ?? endpoint?.replaceAll("/", "-").toLowerCase() ?? "librechat";
}

function partsOf(message: Fields, losses: Losses): MessagePart[] {
  for (const file of [...objectsIn(message.files), ...objectsIn(message.attachments)]) {
    const isImage = textOf(file.type)?.startsWith("image/") === true;
    losses.add(isImage ? "image" : "attachment", file.filename);
  }
  const blocks = listOf(message.content);
  if (blocks.length === 0) {
    const text = sayingOf(message.text);
    return text === null ? [] : [{ type: "text", text }];
  }
  return blocks.flatMap((block) => blockOf(fieldsOf(block) ?? { type: "text", text: block }, losses));
}

function blockOf(block: Fields, losses: Losses): MessagePart[] {
  const kind = textOf(block.type) ?? "unknown";
  if (kind === "text" || kind === "think") {
    const value = kind === "text" ? block.text : block.think;
    const text = sayingOf(value) ?? sayingOf(fieldsOf(value)?.value);
    return text === null ? [] : [{ type: kind === "text" ? "text" : "reasoning", text }];
  }
  if (kind === "tool_call") losses.add("tool-call", fieldsOf(block.tool_call)?.name);
  else if (kind.startsWith("image")) losses.add("image");
  else if (kind.includes("audio")) losses.add("audio");
  else if (kind.includes("video")) losses.add("video");
  else losses.add("other", kind);
  return [];
}
