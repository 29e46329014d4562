import { z } from "zod";
import { idOf, isoTime, pageInput, pageOf, storableText } from "../schema-parts.ts";

const title = storableText.trim().min(1).max(200);
const model = storableText.min(1).max(200);

export const conversationRole = z.enum(["owner", "writer", "reader"]);
export type ConversationRole = z.infer<typeof conversationRole>;
/** When the assistant answers: every message, or only those that mention it (`@assistant`). */
export const answerMode = z.enum(["always", "mentioned"]);
export type AnswerMode = z.infer<typeof answerMode>;

export const conversationView = z.object({
  id: z.string(),
  ownerId: z.string(),
  /** What the person asking may do there. */
  role: conversationRole,
  /** Others take part. */
  shared: z.boolean(),
  answerMode,
  /** Null until the model or the person named it. */
  title: z.string().nullable(),
  /** `provider/model`; null follows the person's default. */
  model: z.string().nullable(),
  pinned: z.boolean(),
  archived: z.boolean(),
  createdAt: isoTime,
  updatedAt: isoTime,
  lastActivityAt: isoTime,
});
export type ConversationView = z.infer<typeof conversationView>;

/** What changed of one. */
export const conversationChange = conversationView.partial().required({ id: true });
export type ConversationChange = z.infer<typeof conversationChange>;

export const conversationPage = pageOf(conversationView);

export const listConversationsInput = z.object({ ...pageInput, archived: z.boolean().default(false) });
export const conversationIdInput = z.object({ id: idOf("conversation") });
export const createConversationInput = z.object({ title: title.optional(), model: model.optional() });
export const updateConversationInput = z.object({
  id: idOf("conversation"),
  data: z.object({
    title: title.optional(),
    pinned: z.boolean().optional(),
    archived: z.boolean().optional(),
    model: model.nullable().optional(),
    answerMode: answerMode.optional(),
  }),
});
export type UpdateConversation = z.infer<typeof updateConversationInput>["data"];
/** A new conversation of one's own with all that led to this message. */
export const forkConversationInput = z.object({ messageId: idOf("message") });
export const deleteAllConversationsOutput = z.object({ deleted: z.number().int() });

export const searchConversationsInput = z.object({
  query: storableText.trim().min(1).max(500),
  cursor: pageInput.cursor,
  limit: z.number().int().min(1).max(50).default(20),
});

/** A run of an excerpt; `hit` marks what was looked for. */
const excerptRun = z.object({ text: z.string(), hit: z.boolean() });

export const searchHit = z.object({
  conversationId: z.string(),
  /** The message that was found; null when the title was. */
  messageId: z.string().nullable(),
  title: z.string().nullable(),
  excerpt: z.array(excerptRun),
  archived: z.boolean(),
  createdAt: isoTime,
});
export type SearchHit = z.infer<typeof searchHit>;
/** Older ones are on the next pages; a page may be short, or empty, and still have a next one. */
export const searchConversationsOutput = pageOf(searchHit);
