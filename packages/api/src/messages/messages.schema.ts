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
  createdAt: isoTime,
  /** Of an assistant message: the latest attempt to produce it. */
  run: runView.nullable(),
});
export type MessageView = z.infer<typeof messageView>;

/** Newest first; `nextCursor` leads backwards in time. */
export const messagePage = pageOf(messageView);

export const listMessagesInput = z.object({ conversationId: idOf("conversation"), ...pageInput });
export const deleteAllMessagesInput = z.object({ conversationId: idOf("conversation") });
export const deleteAllMessagesOutput = z.object({ deleted: z.number().int() });
