import { z } from "zod";
import { personView } from "../live/live.schema.ts";
import { idOf, isoTime, storableText } from "../schema-parts.ts";

/** What someone may do in another's conversation. */
export const memberRole = z.enum(["reader", "writer"]);
export type MemberRole = z.infer<typeof memberRole>;

const conversationId = idOf("conversation");
const member = { conversationId, userId: idOf("user") };

export const conversationInput = z.object({ conversationId });
/** Everyone who takes or took part, the owner first. */
export const people = z.object({ items: z.array(personView) });

export const addMemberInput = z.object({
  conversationId,
  /** An email address or a username. */
  who: storableText.trim().min(1).max(254),
  role: memberRole,
});
export const setRoleInput = z.object({ ...member, role: memberRole });
export const memberInput = z.object(member);

export const createInviteInput = z.object({
  conversationId,
  role: memberRole,
  /** Absent: it stays valid until it is revoked. */
  expiresInHours: z
    .number()
    .int()
    .min(1)
    .max(24 * 365)
    .optional(),
  /** Absent: any number of people may use it. */
  maxUses: z.number().int().min(1).max(1000).optional(),
});
export type CreateInvite = z.infer<typeof createInviteInput>;

export const inviteView = z.object({
  id: z.string(),
  /** What the link ends in: `/join/<token>`. Whoever has it may join. */
  token: z.string(),
  role: memberRole,
  expiresAt: isoTime.nullable(),
  maxUses: z.number().int().nullable(),
  uses: z.number().int(),
  createdAt: isoTime,
});
export type InviteView = z.infer<typeof inviteView>;
export const invites = z.object({ items: z.array(inviteView) });
export const inviteIdInput = z.object({ id: idOf("inviteLink") });

export const inviteTokenInput = z.object({ token: z.string().max(200) });
/** What one is invited to, before one accepts. */
export const invitePreview = z.object({
  title: z.string().nullable(),
  ownerName: z.string(),
  role: memberRole,
  /** One takes part already: there. */
  conversationId: z.string().nullable(),
});
export const joined = z.object({ conversationId: z.string() });
