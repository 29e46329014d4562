import { type Db, Prisma } from "@causerie/db";
import type { AnswerMode, ConversationRole } from "./conversations.schema.ts";

/** A conversation as one person has it: its own columns, and for a member the pin, archive and place that are theirs. */
export type ConversationRow = {
  id: string;
  ownerId: string;
  role: ConversationRole;
  shared: boolean;
  answerMode: AnswerMode;
  title: string | null;
  model: string | null;
  pinned: boolean;
  archived: boolean;
  headMessageId: string | null;
  createdAt: Date;
  updatedAt: Date;
  lastActivityAt: Date;
};

const common = Prisma.sql`
  c.id, c.user_id as "ownerId", c.answer_mode::text as "answerMode", c.title, c.model, c.created_at as "createdAt",
  c.updated_at as "updatedAt", c.last_activity_at as "lastActivityAt"`;

const asOwner = Prisma.sql`
  ${common}, 'owner' as role, c.pinned, c.archived, c.head_message_id as "headMessageId",
  exists (select from conversation_members o where o.conversation_id = c.id and o.left_at is null) as shared`;

const asMember = Prisma.sql`
  ${common}, m.role::text as role, m.pinned, m.archived, m.head_message_id as "headMessageId", true as shared`;

/** Where a page of the list begins: right after this position. */
export type ListPosition = { pinned: boolean; lastActivityAt: Date; id: string };

/**
 * One page by (pinned, last activity, id), all descending: one's own and those of others in which one takes part.
 *
 * The row comparison is written as SQL because Prisma would spell it as a chain of ORs, which no index serves.
 */
export async function listConversations(
  db: Db,
  query: { userId: string; archived: boolean; after: ListPosition | null; limit: number },
): Promise<ConversationRow[]> {
  const { userId, archived, after, limit } = query;
  const position = (pinned: Prisma.Sql) =>
    after
      ? Prisma.sql`and (${pinned}, c.last_activity_at, c.id) < (${after.pinned}, ${after.lastActivityAt}, ${after.id})`
      : Prisma.empty;
  return db.$queryRaw<ConversationRow[]>`
    (select ${asOwner} from conversations c
      where c.user_id = ${userId} and c.archived = ${archived} ${position(Prisma.sql`c.pinned`)}
      order by c.pinned desc, c.last_activity_at desc, c.id desc limit ${limit})
    union all
    (select ${asMember} from conversation_members m join conversations c on c.id = m.conversation_id
      where m.user_id = ${userId} and m.left_at is null and m.archived = ${archived} ${position(Prisma.sql`m.pinned`)}
      order by m.pinned desc, c.last_activity_at desc, c.id desc limit ${limit})
    order by pinned desc, "lastActivityAt" desc, id desc
    limit ${limit}`;
}

/** The conversation as this person has it; null when they have no part in it. */
export async function findConversation(db: Db, query: { userId: string; id: string }): Promise<ConversationRow | null> {
  const { userId, id } = query;
  const rows = await db.$queryRaw<ConversationRow[]>`
    select ${asOwner} from conversations c where c.id = ${id} and c.user_id = ${userId}
    union all
    select ${asMember} from conversation_members m join conversations c on c.id = m.conversation_id
    where m.conversation_id = ${id} and m.user_id = ${userId} and m.left_at is null`;
  return rows[0] ?? null;
}

/** The conversation in which this message stands. Null as {@link findConversation}. */
export async function findConversationOfMessage(
  db: Db,
  query: { userId: string; messageId: string },
): Promise<ConversationRow | null> {
  const message = await db.message.findUnique({ where: { id: query.messageId }, select: { conversationId: true } });
  return message && findConversation(db, { userId: query.userId, id: message.conversationId });
}

export async function insertConversation(
  db: Db,
  row: {
    id: string;
    userId: string;
    title: string | null;
    model: string | null;
    headMessageId?: string;
    now: Date;
  },
): Promise<ConversationRow> {
  const { now, ...data } = row;
  const made = await db.conversation.create({
    data: { ...data, titleIsManual: row.title !== null, createdAt: now, lastActivityAt: now },
    select: { headMessageId: true, updatedAt: true, answerMode: true },
  });
  const { id, userId: ownerId, title, model } = row;
  const own = { role: "owner", shared: false, pinned: false, archived: false } as const;
  return { id, ownerId, title, model, ...own, ...made, createdAt: now, lastActivityAt: now };
}

export type OwnerChange = {
  title?: string;
  titleIsManual?: boolean;
  pinned?: boolean;
  archived?: boolean;
  model?: string | null;
  answerMode?: AnswerMode;
  headMessageId?: string | null;
};

/** False when there is none of this owner's. */
export async function updateConversation(
  db: Db,
  query: { userId: string; id: string; data: OwnerChange },
): Promise<boolean> {
  const { count } = await db.conversation.updateMany({
    where: { userId: query.userId, id: query.id },
    data: query.data,
  });
  return count > 0;
}

export type MemberChange = { pinned?: boolean; archived?: boolean; headMessageId?: string | null };

/** What is a member's own of another's conversation. */
export async function updateMember(
  db: Db,
  query: { userId: string; id: string; data: MemberChange },
): Promise<boolean> {
  const { count } = await db.conversationMember.updateMany({
    where: { userId: query.userId, conversationId: query.id, leftAt: null },
    data: query.data,
  });
  return count > 0;
}

/** Names a conversation that its owner has not named. `unlessNamed`: and nobody else has. */
export async function proposeTitle(
  db: Db,
  query: { userId: string; id: string; title: string; unlessNamed: boolean },
): Promise<{ updatedAt: Date } | null> {
  const { userId, id, unlessNamed } = query;
  const [row] = await db.conversation.updateManyAndReturn({
    where: { userId, id, titleIsManual: false, ...(unlessNamed && { title: null }) },
    data: { title: query.title },
    select: { updatedAt: true },
  });
  return row ?? null;
}

/** Deletes it with its messages, runs and events, by the foreign keys' cascades. */
export async function deleteConversation(db: Db, query: { userId: string; id: string }): Promise<boolean> {
  const { count } = await db.conversation.deleteMany({ where: query });
  return count > 0;
}

/** Deletes all that are this person's; those of others stay. */
export async function deleteConversations(db: Db, query: { userId: string }): Promise<number> {
  const { count } = await db.conversation.deleteMany({ where: query });
  return count;
}

/** Those who take part in conversations of this owner. */
export async function findGuests(
  db: Db,
  query: { ownerId: string },
): Promise<{ userId: string; conversationId: string }[]> {
  return db.conversationMember.findMany({
    where: { ownerId: query.ownerId, leftAt: null },
    select: { userId: true, conversationId: true },
  });
}

/** Everyone who takes or took part, their owner first. */
export type PersonRow = {
  userId: string;
  username: string;
  role: ConversationRole;
  joinedAt: Date;
  leftAt: Date | null;
};

export async function findPeople(db: Db, conversationId: string): Promise<PersonRow[]> {
  return db.$queryRaw<PersonRow[]>`
    select user_id as "userId", username, role, joined_at as "joinedAt", left_at as "leftAt"
    from causerie_people(${conversationId}) order by role = 'owner' desc, joined_at, user_id`;
}
