import { type Db, Prisma } from "@causerie/db";
import type { MessagePart } from "../messages/messages.schema.ts";

/** What of a run's request is kept: with the messages, which never change, it says exactly what was sent. */
export type StoredRequest = { system: string; messageIds: string[] };

/** What a new run must know of its conversation. */
export type LockedConversation = {
  id: string;
  archived: boolean;
  titled: boolean;
  headMessageId: string | null;
  activeRunId: string | null;
  /** The last messages of the branch that the new run goes on from, oldest first. */
  branch: BranchMessage[];
};

/**
 * Reads a conversation and the end of a branch of it, and locks it, so that two sends to it run one after the other.
 *
 * Each step of the walk is a lateral look-up of one row: a plain join lets the planner read the whole conversation for it.
 *
 * @param query.from the message that the branch ends in; null: the conversation's head.
 * @param query.limit how many messages of the branch are wanted.
 */
export async function lockConversation(
  db: Db,
  query: { userId: string; id: string; from: string | null; limit: number },
): Promise<LockedConversation | null> {
  const { userId, id, from, limit } = query;
  const rows = await db.$queryRaw<LockedConversation[]>`
    with recursive c as (
      select id, archived, title is not null as titled, head_message_id from conversations
      where user_id = ${userId} and id = ${id}
      for update
    ), branch as (
      select m.id, m.parent_id, m.role, m.text, 1 as depth from c
      cross join lateral (
        select * from messages
        where id = coalesce(${from}, c.head_message_id) and conversation_id = c.id and user_id = ${userId} limit 1
      ) m
      union all
      select m.id, m.parent_id, m.role, m.text, b.depth + 1 from branch b
      cross join lateral (
        select * from messages where id = b.parent_id and conversation_id = ${id} and user_id = ${userId} limit 1
      ) m
      where b.depth < ${limit}
    )
    select c.id, c.archived, c.titled, c.head_message_id as "headMessageId",
      (select r.id from runs r
        where r.user_id = ${userId} and r.conversation_id = c.id and r.status in ('queued', 'streaming')
        limit 1) as "activeRunId",
      (select coalesce(jsonb_agg(jsonb_build_object(
          'id', b.id, 'parentId', b.parent_id, 'role', b.role, 'text', b.text) order by b.depth desc), '[]')
        from branch b) as branch
    from c`;
  return rows[0] ?? null;
}

/** Ids of an exchange that was begun with this client message id. */
export async function findSentMessage(
  db: Db,
  query: { userId: string; clientMessageId: string },
): Promise<{ conversationId: string; userMessageId: string; assistantMessageId: string; runId: string } | null> {
  const rows = await db.$queryRaw<
    { conversationId: string; userMessageId: string; assistantMessageId: string; runId: string }[]
  >`
    select m.conversation_id as "conversationId", m.id as "userMessageId", a.id as "assistantMessageId", r.id as "runId"
    from messages m
    join messages a on a.conversation_id = m.conversation_id and a.parent_id = m.id and a.role = 'assistant'
    join runs r on r.conversation_id = a.conversation_id and r.message_id = a.id
    where m.user_id = ${query.userId} and m.client_message_id = ${query.clientMessageId}
    order by a.id, r.id
    limit 1`;
  return rows[0] ?? null;
}

export type BranchMessage = {
  id: string;
  parentId: string | null;
  role: "user" | "assistant" | "system";
  text: string;
};

export type NewExchange = {
  userId: string;
  conversationId: string;
  /** The conversation is made with it. */
  isNew: boolean;
  model: string;
  provider: string;
  parentId: string | null;
  userMessage: { id: string; parts: MessagePart[]; text: string; clientMessageId: string | null };
  assistantMessageId: string;
  runId: string;
  ownerId: string;
  leaseUntil: Date;
  now: Date;
  request: StoredRequest;
};

/** Writes the question, the empty answer and its queued run, in one statement: one way to the database, not five. */
export async function insertExchange(db: Db, row: NewExchange): Promise<void> {
  const conversation = row.isNew
    ? Prisma.sql`
      insert into conversations (id, user_id, model, head_message_id, created_at, updated_at, last_activity_at)
      values (${row.conversationId}, ${row.userId}, ${row.model}, ${row.assistantMessageId}, ${row.now}, ${row.now}, ${row.now})`
    : Prisma.sql`
      update conversations set model = ${row.model}, head_message_id = ${row.assistantMessageId},
        last_activity_at = ${row.now}, updated_at = ${row.now}
      where user_id = ${row.userId} and id = ${row.conversationId}`;
  await db.$executeRaw`
    with conversation as (${conversation}), exchange as (
      insert into messages
        (id, user_id, conversation_id, parent_id, role, author_id, parts, text, client_message_id, created_at, updated_at)
      values
        (${row.userMessage.id}, ${row.userId}, ${row.conversationId}, ${row.parentId}, 'user', ${row.userId},
          ${JSON.stringify(row.userMessage.parts)}::jsonb, ${row.userMessage.text}, ${row.userMessage.clientMessageId},
          ${row.now}, ${row.now}),
        (${row.assistantMessageId}, ${row.userId}, ${row.conversationId}, ${row.userMessage.id}, 'assistant', null,
          '[]'::jsonb, '', null, ${row.now}, ${row.now})
    )
    ${insertRunSql({ ...row, messageId: row.assistantMessageId })}`;
}

/** Writes another answer beside an earlier one, with its queued run, and makes it the branch that goes on. */
export async function insertAlternative(
  db: Db,
  row: Omit<NewExchange, "isNew" | "userMessage" | "parentId"> & { parentId: string },
): Promise<void> {
  await db.$executeRaw`
    with conversation as (
      update conversations set head_message_id = ${row.assistantMessageId}, last_activity_at = ${row.now},
        updated_at = ${row.now}
      where user_id = ${row.userId} and id = ${row.conversationId}
    ), answer as (
      insert into messages (id, user_id, conversation_id, parent_id, role, parts, text, created_at, updated_at)
      values (${row.assistantMessageId}, ${row.userId}, ${row.conversationId}, ${row.parentId}, 'assistant',
        '[]'::jsonb, '', ${row.now}, ${row.now})
    )
    ${insertRunSql({ ...row, messageId: row.assistantMessageId })}`;
}

function insertRunSql(row: {
  runId: string;
  userId: string;
  conversationId: string;
  messageId: string;
  model: string;
  provider: string;
  ownerId: string;
  leaseUntil: Date;
  now: Date;
  request: StoredRequest;
}): Prisma.Sql {
  return Prisma.sql`
    insert into runs (id, user_id, conversation_id, message_id, status, model, provider, owner_id, lease_until,
      created_at, request)
    values (${row.runId}, ${row.userId}, ${row.conversationId}, ${row.messageId}, 'queued', ${row.model},
      ${row.provider}, ${row.ownerId}, ${row.leaseUntil}, ${row.now}, ${JSON.stringify(row.request)}::jsonb)`;
}

/** A run and what was sent for it; null when it is not this person's. */
export async function findRun(
  db: Db,
  query: { userId: string; id: string },
): Promise<{ id: string; conversationId: string; model: string; request: StoredRequest | null } | null> {
  const run = await db.run.findFirst({
    where: query,
    select: { id: true, conversationId: true, model: true, request: true },
  });
  // Written by this file alone, so its form is known.
  return run && { ...run, request: run.request as StoredRequest | null };
}

/** An assistant message to which another answer may be written. */
export async function findAnswer(db: Db, query: { userId: string; id: string }) {
  return db.message.findFirst({
    where: { ...query, role: "assistant" },
    select: { id: true, conversationId: true, parentId: true },
  });
}

export async function findTexts(
  db: Db,
  query: { userId: string; conversationId: string; ids: string[] },
): Promise<BranchMessage[]> {
  const { userId, conversationId, ids } = query;
  return db.message.findMany({
    where: { userId, conversationId, id: { in: ids } },
    select: { id: true, parentId: true, role: true, text: true },
  });
}
