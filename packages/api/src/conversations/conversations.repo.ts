import { type Db, Prisma } from "@causerie/db";

/** A conversation's columns, as every query of this file selects them. */
export type ConversationRow = {
  id: string;
  title: string | null;
  titleIsManual: boolean;
  model: string | null;
  pinned: boolean;
  archived: boolean;
  headMessageId: string | null;
  createdAt: Date;
  updatedAt: Date;
  lastActivityAt: Date;
};

const select = {
  id: true,
  title: true,
  titleIsManual: true,
  model: true,
  pinned: true,
  archived: true,
  headMessageId: true,
  createdAt: true,
  updatedAt: true,
  lastActivityAt: true,
} satisfies Prisma.ConversationSelect;

/** Where a page of the list begins: right after this position. */
export type ListPosition = { pinned: boolean; lastActivityAt: Date; id: string };

/**
 * One page by (pinned, last activity, id), all descending.
 *
 * The row comparison is written as SQL because Prisma would spell it as a chain of ORs, which no index serves.
 */
export async function listConversations(
  db: Db,
  query: { userId: string; archived: boolean; after: ListPosition | null; limit: number },
): Promise<ConversationRow[]> {
  const { after } = query;
  const position = after
    ? Prisma.sql`and (pinned, last_activity_at, id) < (${after.pinned}, ${after.lastActivityAt}, ${after.id})`
    : Prisma.empty;
  return db.$queryRaw<ConversationRow[]>`
    select id, title, title_is_manual as "titleIsManual", model, pinned, archived,
      head_message_id as "headMessageId", created_at as "createdAt", updated_at as "updatedAt",
      last_activity_at as "lastActivityAt"
    from conversations
    where user_id = ${query.userId} and archived = ${query.archived} ${position}
    order by pinned desc, last_activity_at desc, id desc
    limit ${query.limit}`;
}

export async function findConversation(db: Db, query: { userId: string; id: string }): Promise<ConversationRow | null> {
  return db.conversation.findFirst({ where: query, select });
}

export async function insertConversation(
  db: Db,
  row: { id: string; userId: string; title: string | null; model: string | null; now: Date },
): Promise<ConversationRow> {
  const { now, ...data } = row;
  return db.conversation.create({
    data: { ...data, titleIsManual: row.title !== null, createdAt: now, lastActivityAt: now },
    select,
  });
}

export type ConversationChange = {
  title?: string;
  titleIsManual?: boolean;
  pinned?: boolean;
  archived?: boolean;
  model?: string | null;
};

/** The changed conversation; null when there is none of this owner's. */
export async function updateConversation(
  db: Db,
  query: { userId: string; id: string; data: ConversationChange },
): Promise<ConversationRow | null> {
  const [row] = await db.conversation.updateManyAndReturn({
    where: { userId: query.userId, id: query.id },
    data: query.data,
    select,
  });
  return row ?? null;
}

/** Names a conversation that the person has not named. */
export async function proposeTitle(
  db: Db,
  query: { userId: string; id: string; title: string },
): Promise<ConversationRow | null> {
  const [row] = await db.conversation.updateManyAndReturn({
    where: { userId: query.userId, id: query.id, titleIsManual: false },
    data: { title: query.title },
    select,
  });
  return row ?? null;
}

/** Deletes it with its messages, runs and events, by the foreign keys' cascades. */
export async function deleteConversation(db: Db, query: { userId: string; id: string }): Promise<boolean> {
  const { count } = await db.conversation.deleteMany({ where: query });
  return count > 0;
}

export async function deleteConversations(db: Db, query: { userId: string }): Promise<number> {
  const { count } = await db.conversation.deleteMany({ where: query });
  return count;
}
