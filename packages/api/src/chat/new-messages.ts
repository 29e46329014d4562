import type { MessageView } from "../messages/messages.schema.ts";
import type { ChatEvent } from "./chat.schema.ts";

/** A question that was just committed, as watchers hear of it. */
export function questionEvent(
  row: { conversationId: string; head: string | null; now: Date },
  id: string,
  text: string,
): ChatEvent {
  const message: MessageView = {
    id,
    conversationId: row.conversationId,
    parentId: row.head,
    role: "user",
    parts: [{ type: "text", text }],
    createdAt: row.now.toISOString(),
    run: null,
  };
  return { type: "message", message };
}

/** An answer of which nothing is written yet. */
export function answerView(row: {
  conversationId: string;
  assistantMessageId: string;
  parentId: string;
  runId: string;
  model: string;
  now: Date;
}): MessageView {
  return {
    id: row.assistantMessageId,
    conversationId: row.conversationId,
    parentId: row.parentId,
    role: "assistant",
    parts: [],
    createdAt: row.now.toISOString(),
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
