import type { Db } from "@causerie/db";
import type { MemberRole } from "./members.schema.ts";

/** The account of that email or username key, if it is active. */
export async function findPerson(
  db: Db,
  query: { email: string; usernameKey: string },
): Promise<{ id: string; username: string } | null> {
  return db.user.findFirst({
    where: { isActive: true, OR: [{ email: query.email }, { usernameKey: query.usernameKey }] },
    select: { id: true, username: true },
  });
}

type Membership = { conversationId: string; userId: string };

/** Lets someone take part, or take part again; someone who does keeps their role unless it is raised. */
export async function upsertMember(
  db: Db,
  row: Membership & { ownerId: string; role: MemberRole; now: Date },
): Promise<void> {
  const { conversationId, userId, ownerId, role, now } = row;
  await db.$executeRaw`
    insert into conversation_members as m (conversation_id, user_id, owner_id, role, joined_at)
    values (${conversationId}, ${userId}, ${ownerId}, ${role}::member_role, ${now})
    on conflict (conversation_id, user_id) do update set
      role = case when m.left_at is null then greatest(m.role, excluded.role) else excluded.role end,
      joined_at = case when m.left_at is null then m.joined_at else excluded.joined_at end,
      left_at = null`;
}

/** False when they take no part. */
export async function updateRole(db: Db, change: Membership & { role: MemberRole }): Promise<boolean> {
  const { role, ...membership } = change;
  const { count } = await db.conversationMember.updateMany({ where: { ...membership, leftAt: null }, data: { role } });
  return count > 0;
}

/** They take part no longer, and what of theirs waits is taken back. False when they took none. */
export async function endMembership(db: Db, membership: Membership & { now: Date }): Promise<boolean> {
  const { conversationId, userId, now } = membership;
  await db.queuedMessage.deleteMany({ where: { conversationId, authorId: userId } });
  const { count } = await db.conversationMember.updateMany({
    where: { conversationId, userId, leftAt: null },
    data: { leftAt: now },
  });
  return count > 0;
}

/**
 * Makes a member the owner, and the owner a writer. All that hangs on the conversation follows by the foreign keys' cascades; the
 * pin, archive and place of each go with them. False when they take no part, or it is not this owner's.
 */
export async function transferConversation(
  db: Db,
  change: { conversationId: string; from: string; to: string; now: Date },
): Promise<boolean> {
  const { conversationId, from, to, now } = change;
  const [conversation, member] = await Promise.all([
    db.conversation.findFirst({ where: { id: conversationId, userId: from } }),
    db.conversationMember.findFirst({ where: { conversationId, userId: to, leftAt: null } }),
  ]);
  if (!conversation || !member) return false;
  const placeOf = ({ pinned, archived, headMessageId }: typeof member | typeof conversation) => ({
    pinned,
    archived,
    headMessageId,
  });
  await db.conversationMember.delete({ where: { conversationId_userId: { conversationId, userId: to } } });
  await db.conversation.update({ where: { id: conversationId }, data: { userId: to, ...placeOf(member) } });
  await db.conversationMember.create({
    data: { conversationId, userId: from, ownerId: to, role: "writer", joinedAt: now, ...placeOf(conversation) },
  });
  return true;
}
