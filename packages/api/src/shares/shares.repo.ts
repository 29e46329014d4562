import type { Db } from "@causerie/db";
import type { SharedMessage } from "./shares.schema.ts";

export type ShareRow = {
  id: string;
  live: boolean;
  showNames: boolean;
  expiresAt: Date | null;
  createdAt: Date;
};

/** A link; with `snapshot`, to what is kept with it: the branch up to `headMessageId`, with which it goes. */
export async function insertShare(
  db: Db,
  row: {
    id: string;
    userId: string;
    conversationId: string;
    headMessageId: string | null;
    snapshot: SharedSnapshot | null;
    showNames: boolean;
    expiresAt: Date | null;
    createdAt: Date;
  },
): Promise<void> {
  const { id, userId, conversationId, headMessageId, snapshot, showNames, expiresAt, createdAt } = row;
  await db.$executeRaw`
    insert into share_links (id, user_id, conversation_id, head_message_id, snapshot, show_names, expires_at, created_at)
    values (${id}, ${userId}, ${conversationId}, ${headMessageId}, ${snapshot && JSON.stringify(snapshot)}::jsonb, ${showNames},
      ${expiresAt}, ${createdAt})`;
}

/** What a snapshot keeps. */
export type SharedSnapshot = { title: string | null; messages: SharedMessage[] };

/** Those of a conversation that were not revoked, newest first. */
export async function listShares(db: Db, query: { userId: string; conversationId: string }): Promise<ShareRow[]> {
  return db.$queryRaw<ShareRow[]>`
    select id, snapshot is null as live, show_names as "showNames", expires_at as "expiresAt", created_at as "createdAt"
    from share_links
    where user_id = ${query.userId} and conversation_id = ${query.conversationId} and revoked_at is null
    order by id desc`;
}

export async function revokeShare(db: Db, query: { userId: string; id: string; now: Date }): Promise<boolean> {
  const { now, ...where } = query;
  const { count } = await db.shareLink.updateMany({ where: { ...where, revokedAt: null }, data: { revokedAt: now } });
  return count > 0;
}

/** A link that may be read now, with one page of its snapshot and how many messages that has. */
export async function findReadableShare(
  db: Db,
  query: { id: string; now: Date; from: number; limit: number },
): Promise<{
  ownerId: string;
  conversationId: string;
  title: string | null;
  headMessageId: string | null;
  showNames: boolean;
  createdAt: Date;
  count: number | null;
  messages: SharedMessage[] | null;
} | null> {
  const { id, now, from, limit } = query;
  const [row] = await db.$queryRaw<NonNullable<Awaited<ReturnType<typeof findReadableShare>>>[]>`
    select s.user_id as "ownerId", s.conversation_id as "conversationId", s.show_names as "showNames",
      s.created_at as "createdAt", c.head_message_id as "headMessageId",
      case when s.snapshot is null then c.title else s.snapshot->>'title' end as title,
      jsonb_array_length(s.snapshot->'messages') as count,
      case when s.snapshot is not null then (
        select coalesce(jsonb_agg(m.value order by m.ordinality), '[]')
        from jsonb_array_elements(s.snapshot->'messages') with ordinality m
        where m.ordinality > ${from}::int and m.ordinality <= ${from + limit}::int
      ) end as messages
    from share_links s join conversations c on c.id = s.conversation_id
    where s.id = ${id} and s.revoked_at is null and (s.expires_at is null or s.expires_at > ${now})`;
  return row ?? null;
}

/**
 * What strangers are shown of a branch, oldest first: its messages that say something, without those that are being written.
 *
 * @param db the system's scope: it reads names.
 * @param query.from how many messages are left out before the first.
 */
export async function readBranch(
  db: Db,
  query: {
    ownerId: string;
    conversationId: string;
    endOf: string | null;
    showNames: boolean;
    from: number;
    limit: number;
  },
): Promise<(SharedMessage & { id: string })[]> {
  const { ownerId, conversationId, endOf, showNames, from, limit } = query;
  const rows = await db.$queryRaw<
    { id: string; role: "user" | "assistant"; text: string; author: string | null; createdAt: Date }[]
  >`
    with recursive up as (
      select id, parent_id, 1 as depth from messages
      where id = (select causerie_branch_end(${ownerId}, ${conversationId}, ${endOf}))
        and conversation_id = ${conversationId} and user_id = ${ownerId}
      union all
      select m.id, m.parent_id, up.depth + 1 from up
      cross join lateral (
        select * from messages p
        where p.id = up.parent_id and p.conversation_id = ${conversationId} and p.user_id = ${ownerId} limit 1
      ) m
    )
    select m.id, m.role::text as role, m.text, m.created_at as "createdAt",
      case when ${showNames} then (select u.username from users u where u.id = m.author_id) end as author
    from up join messages m on m.id = up.id
    where m.role <> 'system' and m.text <> ''
    order by up.depth desc offset ${from}::int limit ${limit}::int`;
  return rows.map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() }));
}
