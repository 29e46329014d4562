import type { Db } from "@causerie/db";
import type { MemberRole } from "./members.schema.ts";

const select = { id: true, role: true, expiresAt: true, maxUses: true, uses: true, createdAt: true } as const;

export async function insertInvite(
  db: Db,
  row: {
    id: string;
    userId: string;
    conversationId: string;
    role: MemberRole;
    expiresAt: Date | null;
    maxUses: number | null;
    createdAt: Date;
  },
) {
  return db.inviteLink.create({ data: row, select });
}

export type InviteRow = Awaited<ReturnType<typeof insertInvite>>;

/** Those of a conversation that were not revoked, newest first. */
export async function listInvites(db: Db, query: { userId: string; conversationId: string }): Promise<InviteRow[]> {
  return db.inviteLink.findMany({ where: { ...query, revokedAt: null }, select, orderBy: { id: "desc" } });
}

export async function revokeInvite(db: Db, query: { userId: string; id: string; now: Date }): Promise<boolean> {
  const { now, ...where } = query;
  const { count } = await db.inviteLink.updateMany({ where: { ...where, revokedAt: null }, data: { revokedAt: now } });
  return count > 0;
}

/** An invitation that may be used now, and what it invites to. */
export async function findUsableInvite(db: Db, query: { id: string; now: Date }) {
  const invite = await db.inviteLink.findFirst({
    where: { id: query.id, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: query.now } }] },
    select: {
      id: true,
      role: true,
      maxUses: true,
      uses: true,
      userId: true,
      conversationId: true,
      conversation: { select: { title: true, user: { select: { username: true } } } },
    },
  });
  return invite && (invite.maxUses === null || invite.uses < invite.maxUses) ? invite : null;
}

/** Counts one use; false when there was none left, so that of two who come at once for the last one, one gets it. */
export async function takeUse(db: Db, id: string): Promise<boolean> {
  const count = await db.$executeRaw`
    update invite_links set uses = uses + 1
    where id = ${id} and revoked_at is null and (max_uses is null or uses < max_uses)`;
  return count > 0;
}

/** Whether they take part now. */
export async function isMember(db: Db, query: { conversationId: string; userId: string }): Promise<boolean> {
  const row = await db.conversationMember.findFirst({ where: { ...query, leftAt: null }, select: { userId: true } });
  return row !== null;
}
