import type { Db } from "@causerie/db";
import { Prisma } from "@causerie/db";

/** Conversations whose last message is older; `keepPinned`: but not one that someone in it has pinned. */
export type IdleQuery = { before: Date; keepPinned: boolean };

/** None that is being written in, however old its last message. */
const idle = ({ before, keepPinned }: IdleQuery) => Prisma.sql`
  c.last_activity_at < ${before}
  and not exists (select from runs r where r.conversation_id = c.id and r.status in ('queued', 'streaming'))
  and not exists (select from queued_messages q where q.conversation_id = c.id)
  and not (${keepPinned} and (c.pinned or exists (
    select from conversation_members m where m.conversation_id = c.id and m.pinned and m.left_at is null
  )))`;

export async function countIdle(db: Db, query: IdleQuery): Promise<number> {
  const [row] = await db.$queryRaw<{ count: bigint }[]>`select count(*) from conversations c where ${idle(query)}`;
  return Number(row?.count ?? 0);
}

/** Deletes those behind `afterId`, at most `limit`, and says whose they were; who is writing in one keeps it. */
export async function deleteIdle(
  db: Db,
  query: IdleQuery & { afterId: string; limit: number },
): Promise<{ id: string; people: string[] }[]> {
  const { afterId, limit } = query;
  const rows = await db.$queryRaw<{ id: string; people: string[] }[]>`
    with gone as materialized (
      select c.id, c.user_id from conversations c where c.id > ${afterId} and ${idle(query)}
      order by c.id limit ${limit}::int for update skip locked
    )
    select g.id, array_append(array(
      select m.user_id from conversation_members m where m.conversation_id = g.id and m.left_at is null
    ), g.user_id) as people from gone g order by g.id`;
  await db.conversation.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } });
  return rows;
}
