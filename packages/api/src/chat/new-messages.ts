import type { AppError } from "@causerie/core";
import type { MessagePart, MessageView } from "../messages/messages.schema.ts";
import type { ChatEvent } from "./chat.schema.ts";

/** A question that was just committed, as watchers hear of it. */
export function questionEvent(row: {
  id: string;
  conversationId: string;
  parentId: string | null;
  authorId: string;
  text: string;
  now: Date;
}): ChatEvent {
  const { id, conversationId, parentId, authorId, text } = row;
  const message: MessageView = {
    id,
    conversationId,
    parentId,
    role: "user",
    parts: [{ type: "text", text }],
    authorId,
    createdAt: row.now.toISOString(),
    siblingIds: [id],
    sideBySide: false,
    run: null,
  };
  return { type: "message", message };
}

/** An answer that is about to be written: of which nothing is there yet, or that a run goes on with. */
export function answerView(row: {
  messageId: string;
  conversationId: string;
  parentId: string | null;
  runId: string;
  model: string;
  parts: MessagePart[];
  sideBySide: boolean;
  createdAt: Date;
}): MessageView {
  const { messageId: id, conversationId, parentId, parts, sideBySide } = row;
  return {
    id,
    conversationId,
    parentId,
    role: "assistant",
    parts,
    authorId: null,
    createdAt: row.createdAt.toISOString(),
    siblingIds: [id],
    sideBySide,
    run: {
      id: row.runId,
      status: "streaming",
      model: row.model,
      answeredBy: null,
      inputTokens: null,
      outputTokens: null,
      reasoningTokens: null,
      costMicros: null,
      firstTokenMs: null,
      durationMs: null,
      finishReason: null,
      error: null,
    },
  };
}

/** An answer that was refused before it was begun. */
export function refusedView(
  row: Omit<Parameters<typeof answerView>[0], "parts" | "sideBySide">,
  { code, params }: AppError,
): MessageView {
  const { run, ...message } = answerView({ ...row, parts: [], sideBySide: false });
  return { ...message, run: run && { ...run, status: "failed", error: { code, params } } };
}
