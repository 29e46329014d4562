import type { Db, Prisma } from "@causerie/db";

/** The ids of a branch from its first message to `messageId`. */
export async function listBranchIds(
  db: Db,
  query: { ownerId: string; conversationId: string; messageId: string },
): Promise<string[]> {
  const { ownerId, conversationId, messageId } = query;
  const rows = await db.$queryRaw<{ id: string }[]>`
    with recursive up as (
      select id, parent_id, 1 as depth from messages
      where id = ${messageId} and conversation_id = ${conversationId} and user_id = ${ownerId}
      union all
      select m.id, m.parent_id, up.depth + 1 from up
      cross join lateral (
        select * from messages p
        where p.id = up.parent_id and p.conversation_id = ${conversationId} and p.user_id = ${ownerId} limit 1
      ) m
    )
    select id from up order by depth desc`;
  return rows.map((row) => row.id);
}

/** Messages as they are copied, each with the latest attempt to write it. */
export async function findToCopy(db: Db, ids: readonly string[]) {
  return db.message.findMany({
    where: { id: { in: [...ids] } },
    select: {
      id: true,
      parentId: true,
      role: true,
      authorId: true,
      parts: true,
      text: true,
      createdAt: true,
      runs: { orderBy: { id: "desc" }, take: 1 },
    },
  });
}

export type MessageToCopy = Awaited<ReturnType<typeof findToCopy>>[number];

export async function insertCopies(
  db: Db,
  rows: { messages: Prisma.MessageCreateManyInput[]; runs: Prisma.RunCreateManyInput[] },
): Promise<void> {
  await db.message.createMany({ data: rows.messages });
  await db.run.createMany({ data: rows.runs });
}
