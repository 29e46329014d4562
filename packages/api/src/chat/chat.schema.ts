import { z } from "zod";
import { conversationChange } from "../conversations/conversations.schema.ts";
import { messageView, runStatus } from "../messages/messages.schema.ts";
import { idOf, isoTime, storableText } from "../schema-parts.ts";

const model = storableText.min(1).max(200);
/** The sender's own id for a message: a repeated send with the same one answers what the first did. */
const clientMessageId = z
  .string()
  .min(8)
  .max(64)
  .regex(/^[\w-]+$/);

export const sendInput = z.object({
  /** Markdown. Blank, too long, or with characters that can't be stored: refused with a code of its own. */
  content: z.string(),
  /** Absent: a new conversation is made. */
  conversationId: idOf("conversation").optional(),
  /** The last message that the sender sees: the new one goes to the end of its branch. Absent: where the person is. */
  afterMessageId: idOf("message").optional(),
  model: model.optional(),
  /** Ask several models at once: their answers stand side by side until one is kept. Stands instead of `model`. */
  models: z.array(model).min(2).max(4).optional(),
  clientMessageId: clientMessageId.optional(),
});
export type SendInput = z.infer<typeof sendInput>;

export const sendOutput = z.object({
  conversationId: z.string(),
  userMessageId: z.string(),
  /** The (first) answer's id; null when the assistant was not asked: it answers only when it is mentioned there. */
  assistantMessageId: z.string().nullable(),
  runId: z.string().nullable(),
  /** An answer is being written on this branch: the message waits for its end, and keeps these ids. */
  queued: z.boolean(),
});
export type SendOutput = z.infer<typeof sendOutput>;

/** Another wording of one's own earlier message, beside it: the old one stays. */
export const editInput = z.object({
  messageId: idOf("message"),
  content: z.string(),
  model: model.optional(),
  clientMessageId: clientMessageId.optional(),
});
export type EditInput = z.infer<typeof editInput>;

/** Takes back a message that waits. */
export const withdrawInput = z.object({ userMessageId: idOf("message") });
/** What it said, so that it can go back to where it was typed. */
export const withdrawOutput = z.object({ content: z.string() });

export const stopInput = z.object({ runId: idOf("run") });
/** `stopped` is false when the run had already ended. */
export const stopOutput = z.object({ stopped: z.boolean() });

/** A new answer beside the one in `messageId`, to the same question. */
export const regenerateInput = z.object({ messageId: idOf("message"), model: model.optional() });
/** The answer that is being written now. */
export const answerBegunOutput = z.object({ assistantMessageId: z.string(), runId: z.string() });

/** Goes on with an answer that was cut, in place: the same message, by the model that wrote it. */
export const continueInput = z.object({ messageId: idOf("message") });

export const sentInput = z.object({ runId: idOf("run") });
/** Exactly what was sent to the model for one answer. */
export const sentOutput = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.enum(["system", "user", "assistant"]), text: z.string() })),
  settings: z.object({ maxOutputTokens: z.number().int().nullable(), temperature: z.number().nullable() }),
  /** Messages of the context that were deleted since and can't be shown. */
  deletedMessages: z.number().int(),
});

export const runInput = z.object({ runId: idOf("run") });
export const runState = z.object({
  id: z.string(),
  conversationId: z.string(),
  status: runStatus,
  /** What it has written; null while it waits for the answer before it. */
  message: messageView.nullable(),
});
export type RunState = z.infer<typeof runState>;

export const onRunInput = z.object({
  runId: idOf("run"),
  /** The id of the last event that was seen; the stream goes on right after it. */
  lastEventId: z.string().max(100).nullish(),
});

export const onEventInput = z.object({
  conversationId: idOf("conversation"),
  /** The id of the last event that was seen; the stream goes on right after it. */
  lastEventId: z.string().max(100).nullish(),
});

/** A message that waits for the answer before it. */
export const queuedMessageView = z.object({
  /** The id that the message will have. */
  id: z.string(),
  authorId: z.string(),
  content: z.string(),
  createdAt: isoTime,
});
export type QueuedMessageView = z.infer<typeof queuedMessageView>;

/**
 * What happens in a conversation, as its watchers hear it.
 *
 * - `run`: a message is being written; what follows for it are deltas. Sent first to a watcher who comes in the middle.
 * - `delta`: text that the run wrote. `at` says where it begins among all that the message holds, in UTF-16 units, so
 *   that a watcher sees a gap or an overlap. Its event id is `<runId>.<at + text.length>`.
 * - `message`: a message as it now stands: one that was sent, or one whose run has ended. Replaces what was folded.
 * - `removed`: these messages were deleted. - `cleared`: all were. - `deleted`: the conversation is gone; the stream ends.
 * - `kept`: of answers side by side this one was chosen; the others are branches like any.
 * - `conversation`: what changed of its title and settings.
 * - `queue`: the messages that wait, all of them, in their order.
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
  z.object({ type: z.literal("removed"), messageIds: z.array(z.string()) }),
  z.object({ type: z.literal("kept"), messageId: z.string() }),
  z.object({ type: z.literal("conversation"), conversation: conversationChange }),
  z.object({ type: z.literal("queue"), items: z.array(queuedMessageView) }),
  z.object({ type: z.literal("cleared") }),
  z.object({ type: z.literal("deleted") }),
]);
export type ChatEvent = z.infer<typeof chatEvent>;
