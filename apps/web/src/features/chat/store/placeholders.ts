import type { MessageView, SendOutput } from "@causerie/api/schemas";

/**
 * A time later than any of these messages, as near to now as that allows: the browser's clock may be off, and what was
 * just sent comes last all the same until the server's own time arrives.
 */
export function afterAll(messages: readonly MessageView[], now: number): string {
  const latest = messages.reduce((time, message) => Math.max(time, Date.parse(message.createdAt)), 0);
  return new Date(Math.max(now, latest + 1)).toISOString();
}

/** The two messages that a send has just made, before the server's events describe them. */
export function sentMessages(input: {
  sent: SendOutput;
  content: string;
  authorId: string;
  /** On what it hangs. */
  parentId: string | null;
  shown: readonly MessageView[];
  model: string | null;
  sideBySide: boolean;
  now: number;
}): MessageView[] {
  const { sent, shown } = input;
  const before = shown.filter((message) => message.id !== sent.userMessageId && message.id !== sent.assistantMessageId);
  const createdAt = afterAll(before, input.now);
  const question: MessageView = {
    id: sent.userMessageId,
    conversationId: sent.conversationId,
    parentId: input.parentId,
    role: "user",
    parts: [{ type: "text", text: input.content }],
    authorId: input.authorId,
    createdAt,
    siblingIds: [sent.userMessageId],
    sideBySide: false,
    run: null,
  };
  const { assistantMessageId, runId } = sent;
  if (assistantMessageId === null || runId === null) return [question];
  const { id: parentId, conversationId } = question;
  const { sideBySide } = input;
  const answer = queuedAnswer({ assistantMessageId, runId, conversationId, parentId, model: input.model ?? undefined });
  return [question, { ...answer, createdAt, sideBySide }];
}

/** An answer of which nothing is known but that it was asked for. */
export function queuedAnswer(input: {
  assistantMessageId: string;
  runId: string;
  conversationId: string;
  parentId: string | null;
  model?: string | undefined;
}): MessageView {
  return {
    id: input.assistantMessageId,
    conversationId: input.conversationId,
    parentId: input.parentId,
    role: "assistant",
    parts: [],
    authorId: null,
    createdAt: new Date(0).toISOString(),
    siblingIds: [input.assistantMessageId],
    sideBySide: false,
    run: {
      id: input.runId,
      status: "queued",
      model: input.model ?? "",
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
