import { z } from "zod";
import { chatEvent } from "../chat/chat.schema.ts";
import { conversationChange, conversationRole } from "../conversations/conversations.schema.ts";
import { idOf, isoTime } from "../schema-parts.ts";

export const personView = z.object({
  userId: z.string(),
  username: z.string(),
  role: conversationRole,
  joinedAt: isoTime,
  /** Left or removed since; what they wrote is still there. */
  leftAt: isoTime.nullable(),
});
export type PersonView = z.infer<typeof personView>;

export const watchInput = z.object({
  /** The conversation that is open; absent: none is, only the list is of interest. */
  conversationId: idOf("conversation").nullish(),
  /** The id of the last event that was seen; the stream goes on right after it. */
  lastEventId: z.string().max(100).nullish(),
});

/**
 * All that one open page needs to hear: what happens in the conversation (see `chatEvent`), and
 *
 * - `people`: who takes or took part in it, all of them.
 * - `presence`: who is looking at it now, all of them.
 * - `typing`: someone writes a message there, or stopped; it ends by itself after `typingSeconds`.
 * - `listed`: what changed of a conversation in the person's list; one that is not known there is new to it.
 * - `unlisted`: a conversation is gone from it. - `listCleared`: all of one's own are.
 */
export const liveEvent = z.discriminatedUnion("type", [
  ...chatEvent.options,
  z.object({ type: z.literal("people"), people: z.array(personView) }),
  z.object({ type: z.literal("presence"), userIds: z.array(z.string()) }),
  z.object({ type: z.literal("typing"), userId: z.string(), typing: z.boolean() }),
  z.object({ type: z.literal("listed"), conversation: conversationChange }),
  z.object({ type: z.literal("unlisted"), conversationId: z.string() }),
  z.object({ type: z.literal("listCleared") }),
]);
export type LiveEvent = z.infer<typeof liveEvent>;

/** How long "is typing" stands without being said again, in seconds. */
export const typingSeconds = 6;

export const typingInput = z.object({ conversationId: idOf("conversation"), typing: z.boolean() });
