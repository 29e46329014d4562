import { z } from "zod";
import { tokenOutput } from "../auth/auth.schema.ts";
import { idOf, isoTime, pageInput, storableText } from "../schema-parts.ts";

/** What clients of other backends send and expect: the same things under other names. */

export const aliasToken = tokenOutput.extend({
  access_token: z.string(),
  token_type: z.literal("bearer"),
  expires_at: isoTime,
});

const text = z.string().optional();
const oneText = {
  check: (input: { message?: string | undefined; content?: string | undefined }) =>
    (input.message === undefined) !== (input.content === undefined),
  path: ["message"],
  message: "Either `message` or `content`.",
};
const asked = { message: text, content: text, model: storableText.min(1).max(200).optional() };

export const askInput = z
  .object({ ...asked, conversation_id: idOf("conversation").optional() })
  .refine(oneText.check, { path: oneText.path, message: oneText.message });
export const askSessionInput = z
  .object({ ...asked, id: idOf("conversation") })
  .refine(oneText.check, { path: oneText.path, message: oneText.message });

/** Null: the assistant was not asked; it answers only when it is mentioned there. */
const answer = { answer: z.string().nullable(), message_id: z.string().nullable() };
export const askOutput = z.object({ ...answer, conversation_id: z.string() });
export const askSessionOutput = z.object({ ...answer, session_id: z.string() });

export const historyMessage = z.object({
  id: z.string(),
  role: z.enum(["user", "assistant", "system"]),
  content: z.string(),
  created_at: isoTime,
});
export type HistoryMessage = z.infer<typeof historyMessage>;

/** The newest page first; within one, the oldest message first. */
export const messagesOutput = z.object({ items: z.array(historyMessage), next_cursor: z.string().nullable() });
export const conversationPageInput = z.object({ id: idOf("conversation"), ...pageInput });
export const conversationInput = z.object({ id: idOf("conversation") });

export const historyInput = z.object({
  cursor: pageInput.cursor,
  /** How many conversations. */
  limit: z.number().int().min(1).max(20).default(10),
});
/** Conversations, the last that was active first, each with its newest messages. */
export const historyOutput = z.object({
  items: z.array(
    z.object({
      conversation_id: z.string(),
      title: z.string().nullable(),
      last_activity_at: isoTime,
      messages: z.array(historyMessage),
    }),
  ),
  next_cursor: z.string().nullable(),
});
export const deletedOutput = z.object({ deleted: z.number().int() });

export const session = z.object({
  session_id: z.string(),
  title: z.string().nullable(),
  created_at: isoTime,
  last_activity_at: isoTime,
});
export const createSessionInput = z.object({
  title: storableText.trim().min(1).max(200).optional(),
  model: storableText.min(1).max(200).optional(),
});
export const listSessionsInput = z.object(pageInput);
export const sessionsOutput = z.object({ items: z.array(session), next_cursor: z.string().nullable() });
