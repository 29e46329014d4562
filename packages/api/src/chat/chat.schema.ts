import { z } from "zod";
import { conversationView } from "../conversations/conversations.schema.ts";
import { messageView } from "../messages/messages.schema.ts";
import { idOf, storableText } from "../schema-parts.ts";

export const sendInput = z.object({
  /** Markdown. Blank, too long, or with characters that can't be stored: refused with a code of its own. */
  content: z.string(),
  /** Absent: a new conversation is made. */
  conversationId: idOf("conversation").optional(),
  model: storableText.min(1).max(200).optional(),
  /** The sender's own id for this message: a repeated send with the same one answers what the first did. */
  clientMessageId: z
    .string()
    .min(8)
    .max(64)
    .regex(/^[\w-]+$/)
    .optional(),
});
export type SendInput = z.infer<typeof sendInput>;

export const sendOutput = z.object({
  conversationId: z.string(),
  userMessageId: z.string(),
  assistantMessageId: z.string(),
  runId: z.string(),
});
export type SendOutput = z.infer<typeof sendOutput>;

export const stopInput = z.object({ runId: idOf("run") });
/** `stopped` is false when the run had already ended. */
export const stopOutput = z.object({ stopped: z.boolean() });

/** A new answer beside the one in `messageId`, to the same question. */
export const regenerateInput = z.object({ messageId: idOf("message"), model: storableText.min(1).max(200).optional() });
export const regenerateOutput = z.object({ assistantMessageId: z.string(), runId: z.string() });

export const sentInput = z.object({ runId: idOf("run") });
/** Exactly what was sent to the model for one answer. */
export const sentOutput = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.enum(["system", "user", "assistant"]), text: z.string() })),
  settings: z.object({ maxOutputTokens: z.number().int().nullable(), temperature: z.number().nullable() }),
  /** Messages of the context that were deleted since and can't be shown. */
  deletedMessages: z.number().int(),
});

export const onEventInput = z.object({
  conversationId: idOf("conversation"),
  /** The id of the last event that was seen; the stream goes on right after it. */
  lastEventId: z.string().max(100).nullish(),
});

/**
 * What happens in a conversation, as its watchers hear it.
 *
 * - `run`: a message is being written; what follows for it are deltas. Sent first to a watcher who comes in the middle.
 * - `delta`: text that the run wrote. `at` says where it begins among all that the run wrote, in UTF-16 units, so that
 *   a watcher sees a gap or an overlap. Its event id is `<runId>.<at + text.length>`.
 * - `message`: a message as it now stands: one that was sent, or one whose run has ended. Replaces what was folded.
 * - `conversation`: its title or settings changed.
 * - `cleared`: its messages were deleted. - `deleted`: it is gone; the stream ends.
 */
export const chatEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("run"), message: messageView }),
  z.object({
    type: z.literal("delta"),
    runId: z.string(),
    messageId: z.string(),
    at: z.number().int(),
    kind: z.enum(["text", "reasoning"]),
    text: z.string(),
  }),
  z.object({ type: z.literal("message"), message: messageView }),
  z.object({ type: z.literal("conversation"), conversation: conversationView }),
  z.object({ type: z.literal("cleared") }),
  z.object({ type: z.literal("deleted") }),
]);
export type ChatEvent = z.infer<typeof chatEvent>;
