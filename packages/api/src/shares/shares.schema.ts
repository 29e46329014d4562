import { z } from "zod";
import { conversationInput } from "../members/members.schema.ts";
import { idOf, isoTime } from "../schema-parts.ts";

export { conversationInput };

export const createShareInput = z.object({
  conversationId: idOf("conversation"),
  /** The conversation as it is whenever it is read, or as it is now. */
  live: z.boolean(),
  showNames: z.boolean().default(false),
  /** Absent: it stays valid until it is revoked. */
  expiresInDays: z.number().int().min(1).max(3650).optional(),
});
export type CreateShare = z.infer<typeof createShareInput>;

export const shareView = z.object({
  id: z.string(),
  /** What the link ends in: `/share/<token>`. Whoever has it may read. */
  token: z.string(),
  live: z.boolean(),
  showNames: z.boolean(),
  expiresAt: isoTime.nullable(),
  createdAt: isoTime,
});
export type ShareView = z.infer<typeof shareView>;
export const shares = z.object({ items: z.array(shareView) });
export const shareIdInput = z.object({ id: idOf("shareLink") });

export const readShareInput = z.object({
  token: z.string().max(200),
  /** Where the page begins: how many messages come before it. */
  from: z.number().int().min(0).max(1_000_000).default(0),
});

/** A message as strangers see it: no ids, no thoughts, and the author only where names were chosen to be shown. */
export const sharedMessage = z.object({
  role: z.enum(["user", "assistant"]),
  text: z.string(),
  author: z.string().nullable(),
  createdAt: isoTime,
});
export type SharedMessage = z.infer<typeof sharedMessage>;

export const sharedPage = z.object({
  title: z.string().nullable(),
  live: z.boolean(),
  /** When the snapshot was made; null for a conversation as it is. */
  takenAt: isoTime.nullable(),
  /** Oldest first. */
  items: z.array(sharedMessage),
  /** Where the next page begins; null: there is none. */
  nextFrom: z.number().int().nullable(),
});
export type SharedPage = z.infer<typeof sharedPage>;
