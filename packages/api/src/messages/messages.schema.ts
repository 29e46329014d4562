import { appErrorCodes } from "@causerie/core";
import { z } from "zod";
import { idOf, isoTime, pageInput, pageOf } from "../schema-parts.ts";

export const messagePart = z.object({ type: z.enum(["text", "reasoning"]), text: z.string() });
export type MessagePart = z.infer<typeof messagePart>;

export const runStatus = z.enum(["queued", "streaming", "complete", "stopped", "failed", "interrupted"]);
export type RunStatus = z.infer<typeof runStatus>;

export const runView = z.object({
  id: z.string(),
  status: runStatus,
  /** `provider/model`, as asked for. */
  model: z.string(),
  /** What the provider says answered, when it differs. */
  answeredBy: z.string().nullable(),
  inputTokens: z.number().int().nullable(),
  outputTokens: z.number().int().nullable(),
  reasoningTokens: z.number().int().nullable(),
  /** Millionths of a US dollar; null when the provider gave neither a cost nor a price. */
  costMicros: z.number().int().nullable(),
  firstTokenMs: z.number().int().nullable(),
  durationMs: z.number().int().nullable(),
  finishReason: z.string().nullable(),
  error: z
    .object({ code: z.enum(appErrorCodes), params: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
});
export type RunView = z.infer<typeof runView>;

export const messageView = z.object({
  id: z.string(),
  conversationId: z.string(),
  parentId: z.string().nullable(),
  role: z.enum(["user", "assistant", "system"]),
  parts: z.array(messagePart),
  /** Who wrote it; null: a model, or someone whose account is gone. */
  authorId: z.string().nullable(),
  createdAt: isoTime,
  /** The messages that hang on the same parent, this one among them, in the order of their making, as far as known. */
  siblingIds: z.array(z.string()),
  /** One of several answers that stand beside each other until one of them is kept. */
  sideBySide: z.boolean(),
  /** Of an assistant message: the latest attempt to produce it. */
  run: runView.nullable(),
});
export type MessageView = z.infer<typeof messageView>;

/** Newest first; `nextCursor` leads backwards in time. */
export const messagePage = pageOf(messageView).extend({
  /** The other answers that stand side by side with the newest, until one of them is kept; mostly none. */
  beside: z.array(messageView),
});
export type MessagePage = z.infer<typeof messagePage>;

export const listMessagesInput = z.object({
  conversationId: idOf("conversation"),
  /** The branch that goes through this message, to its newest end. Absent: the one that the person is on. */
  branchOf: idOf("message").optional(),
  ...pageInput,
});
export const messageIdInput = z.object({ id: idOf("message") });
export const countBelowOutput = z.object({
  /** How many messages would go: this one and all that hang on it. */
  messages: z.number().int(),
});
export const deleteMessageOutput = z.object({ deletedIds: z.array(z.string()) });
export const deleteAllMessagesInput = z.object({ conversationId: idOf("conversation") });
export const deleteAllMessagesOutput = z.object({ deleted: z.number().int() });
