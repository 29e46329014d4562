import type { MessagePart } from "../../messages/messages.schema.ts";
import { type Draft, type DraftMessage, runOf } from "./draft.ts";
import { Losses } from "./losses.ts";
import { type Fields, fenced, fieldsOf, idOf, listOf, objectsIn, sayingOf, textOf, timeOf } from "./values.ts";

/** Marks of sources and widgets, between private-use characters that no font has. */
const citationMark = /\u{E200}[^\u{E200}\u{E201}]*\u{E201}/gu;

/** A conversation of ChatGPT's data export: a map of nodes, each with its parent, and the node that was seen last. */
export function fromChatgpt(conversation: Fields, fallbackId: string): Draft {
  const losses = new Losses();
  const defaultModel = textOf(conversation.default_model_slug);
  const messages = Object.entries(fieldsOf(conversation.mapping) ?? {}).map(([id, value]) =>
    messageOf(id, fieldsOf(value) ?? {}, { defaultModel, losses }),
  );
  return {
    source: "chatgpt",
    sourceId: idOf(conversation.conversation_id) ?? idOf(conversation.id) ?? fallbackId,
    title: sayingOf(conversation.title),
    model: null,
    pinned: conversation.is_starred === true || timeOf(conversation.pinned_time) !== null,
    archived: conversation.is_archived === true,
    createdAt: timeOf(conversation.create_time),
    updatedAt: timeOf(conversation.update_time),
    headId: idOf(conversation.current_node),
    messages,
    lost: losses.list(),
    tidy: true,
  };
}

type Reading = { defaultModel: string | null; losses: Losses };

function messageOf(id: string, node: Fields, { defaultModel, losses }: Reading): DraftMessage {
  const message = fieldsOf(node.message);
  const metadata = fieldsOf(message?.metadata) ?? {};
  const author = textOf(fieldsOf(message?.author)?.role);
  const role = author === "user" ? "user" : author === "system" ? "system" : "assistant";
  const isHidden = metadata.is_visually_hidden_from_conversation === true || metadata.is_user_system_message === true;
  const parts = message && !isHidden && author !== "system" ? partsOf(message, author, losses) : [];
  for (const file of objectsIn(metadata.attachments)) losses.add("attachment", file.name);
  const model = textOf(metadata.model_slug) ?? defaultModel;
  return {
    id: textOf(id) ?? id,
    parentId: idOf(node.parent),
    role,
    parts,
    createdAt: timeOf(message?.create_time),
    run: role === "assistant" ? runOf("openai", model) : null,
  };
}

function partsOf(message: Fields, author: string | null, losses: Losses): MessagePart[] {
  const content = fieldsOf(message.content) ?? {};
  const recipient = textOf(message.recipient) ?? "all";
  const name = textOf(fieldsOf(message.author)?.name);
  if (author === "tool") {
    // Thoughts and what they cost are written by tools of some versions; the rest is what a tool gave back.
    toolResult(content, name, losses);
    return [];
  }
  switch (content.content_type) {
    case "text":
    case "multimodal_text":
      if (recipient !== "all") return called(listOf(content.parts).map(textOf).join("\n"), recipient, null, losses);
      return saying(
        listOf(content.parts)
          .flatMap((part) => pieceOf(part, losses))
          .join("\n\n"),
        losses,
      );
    case "code":
      return called(textOf(content.text) ?? "", recipient, textOf(content.language), losses);
    case "thoughts":
      return reasoning(objectsIn(content.thoughts).map((thought) => thoughtOf(thought)));
    case "reasoning_recap":
    case "user_editable_context":
    case "model_editable_context":
      return [];
    default:
      if (sayingOf(content.text)) return saying(textOf(content.text) ?? "", losses);
      if (message.content !== undefined) losses.add("other", content.content_type);
      return [];
  }
}

function saying(text: string, losses: Losses): MessagePart[] {
  const plain = text.replaceAll(citationMark, () => {
    losses.add("citation");
    return "";
  });
  return plain.trim() === "" ? [] : [{ type: "text", text: plain }];
}

function reasoning(thoughts: readonly string[]): MessagePart[] {
  const text = thoughts.filter((thought) => thought !== "").join("\n\n");
  return text === "" ? [] : [{ type: "reasoning", text }];
}

function thoughtOf(thought: Fields): string {
  return [sayingOf(thought.summary), sayingOf(thought.content)].filter((text) => text !== null).join("\n\n");
}

/** What was written to a tool. A program is kept as code: it is part of what was said. */
function called(text: string, recipient: string, language: string | null, losses: Losses): MessagePart[] {
  if (recipient !== "all" && recipient !== "assistant") losses.add("tool-call", recipient);
  const isProgram = recipient === "all" || /^(python|container|canmore)/.test(recipient);
  if (!isProgram || text.trim() === "") return [];
  const known = language === null || language === "unknown" ? languageOf(recipient) : language;
  return [{ type: "text", text: fenced(text, known) }];
}

function languageOf(recipient: string): string | null {
  return recipient.startsWith("python") ? "python" : recipient.startsWith("canmore") ? "json" : null;
}

function toolResult(content: Fields, name: string | null, losses: Losses): void {
  const assets = listOf(content.parts).filter((part) => typeof part !== "string");
  for (const part of assets) pieceOf(part, losses);
  if (assets.length === 0) losses.add("tool-result", name);
}

/** A piece of a message with more than text in it. */
function pieceOf(part: unknown, losses: Losses): string[] {
  if (typeof part === "string") return sayingOf(part) === null ? [] : [textOf(part) ?? ""];
  const piece = fieldsOf(part) ?? {};
  const kind = textOf(piece.content_type) ?? "";
  const spoken = sayingOf(piece.text);
  if (kind === "audio_transcription" && spoken) return [spoken];
  if (kind.startsWith("image")) losses.add("image");
  else if (kind.includes("audio") && !kind.includes("video")) losses.add("audio");
  else if (kind.includes("video")) losses.add("video");
  else losses.add("other", kind);
  return [];
}
