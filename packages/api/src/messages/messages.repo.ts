import type { AppErrorCode } from "@causerie/core";
import type { Db, Prisma } from "@causerie/db";
import type { QueuedMessageView } from "../chat/chat.schema.ts";
import type { MessageView, RunStatus, RunView } from "./messages.schema.ts";

/** A message with the latest run that wrote it. Times are as PostgreSQL writes them in JSON. */
type MessageRow = Omit<MessageView, "createdAt" | "run"> & { createdAt: Date; run: Prisma.JsonObject | null };

/** The messages that hang on the same parent as a message `m`. */
const siblings = `
  case when m.parent_id is null
    then array(select s.id from messages s where s.conversation_id = m.conversation_id and s.parent_id is null order by s.id)
    else array(select s.id from messages s where s.conversation_id = m.conversation_id and s.parent_id = m.parent_id order by s.id)
  end as "siblingIds"`;

/** The columns of a message `m` of a conversation, with the latest run that wrote it, without its siblings. */
const columns = `
  m.id, m.conversation_id as "conversationId", m.parent_id as "parentId", m.role::text as role, m.parts,
  m.author_id as "authorId", m.created_at as "createdAt", m.side_by_side as "sideBySide",
  (select jsonb_build_object('id', r.id, 'status', r.status, 'model', r.model, 'answeredBy', r.answered_by,
      'inputTokens', r.input_tokens, 'outputTokens', r.output_tokens, 'reasoningTokens', r.reasoning_tokens,
      'costMicros', r.cost_micros, 'firstTokenMs', r.first_token_ms, 'durationMs', r.duration_ms,
      'finishReason', r.finish_reason, 'errorCode', r.error_code, 'errorParams', r.error_params)
    from runs r where r.conversation_id = m.conversation_id and r.message_id = m.id
    order by r.id desc limit 1) as run`;

/** A conversation, by its owner: what every message of it carries. */
type Place = { ownerId: string; conversationId: string };

/**
 * Joins the message `id` of conversation `$2` of owner `$3` as `m`, looked up by its key: a plain join lets the planner read the
 * whole conversation for each row.
 */
const byKey = (id: string) => `
    cross join lateral (
      select * from messages where id = ${id} and conversation_id = $2 and user_id = $3 limit 1
    ) m`;

/** A stretch of a branch from the message `first` of conversation `$2` of owner `$3` upwards, at most `$4` messages. */
const branchUp = (first: string) => `
  branch as (
    select *, 1 as depth from messages where id = ${first} and conversation_id = $2 and user_id = $3
    union all
    select m.*, b.depth + 1 from branch b
    ${byKey("b.parent_id")}
    where b.depth < $4
  )`;

/** The end of the branch that goes through the message `$1`. */
const branchEnd = "(select causerie_branch_end($3, $2, $1))";

/** Where a stretch begins: at that very message, or at the end of the branch through it (null: of the newest). */
export type Start = { at: string } | { endOf: string | null };

/**
 * A stretch of a branch, newest first: its first message, that one's parent, and so on upwards.
 *
 * The walk looks each parent up by its key, so a page costs the same however long the conversation is.
 */
export async function listBranch(db: Db, query: Place & { start: Start; limit: number }): Promise<MessageView[]> {
  const { start, conversationId, ownerId, limit } = query;
  const [first, id] = "at" in start ? ["$1", start.at] : [branchEnd, start.endOf];
  const sql = `with recursive ${branchUp(first)} select ${columns}, ${siblings} from branch m order by m.depth`;
  const rows = await db.$queryRawUnsafe<MessageRow[]>(sql, id, conversationId, ownerId, limit);
  return rows.map(toMessageView);
}

/** Messages by their ids, in the order of their making. */
export async function listByIds(db: Db, query: Place & { ids: readonly string[] }): Promise<MessageView[]> {
  const rows = await db.$queryRawUnsafe<MessageRow[]>(
    `select ${columns}, ${siblings} from messages m
      where m.id = any($1::text[]) and m.conversation_id = $2 and m.user_id = $3 order by m.id`,
    query.ids,
    query.conversationId,
    query.ownerId,
  );
  return rows.map(toMessageView);
}

/** What waits in a conversation, in its order, with times as JSON has them. */
const queueJson = `
  (select jsonb_agg(jsonb_build_object('id', q.id, 'authorId', q.author_id, 'content', q.text, 'createdAt', q.created_at)
    order by q.id) from queued_messages q where q.conversation_id = $2) as queue`;

/**
 * What a watcher must know to be up to date: the last messages of a branch, every message that is being written, with the one
 * that it answers, and those that the runs `runIds` wrote, in the order of their making; and what waits. Siblings are the pages' to tell: here each
 * message knows itself alone.
 */
export async function listCurrent(
  db: Db,
  query: Place & { endOf: string | null; limit: number; runIds: readonly string[] },
): Promise<{ messages: MessageView[]; queue: QueuedMessageView[] }> {
  const rows = await db.$queryRawUnsafe<(MessageRow & { queue: QueuedMessageView[] | null })[]>(
    `with recursive ${branchUp(branchEnd)}, asked as (
      select message_id from runs where conversation_id = $2 and status in ('queued', 'streaming')
      union all select message_id from runs where conversation_id = $2 and id = any($5::text[])
    ), active as (
      select m.id, m.parent_id from asked ${byKey("asked.message_id")}
    ), wanted as (
      select id from branch union select id from active union select parent_id from active
    )
    select ${columns}, array[m.id] as "siblingIds", ${queueJson} from wanted ${byKey("wanted.id")}
    order by m.created_at, m.id`,
    query.endOf,
    query.conversationId,
    query.ownerId,
    query.limit,
    query.runIds,
  );
  const queue = rows[0]?.queue ?? [];
  return {
    messages: rows.map(({ queue: _queue, ...row }) => toMessageView(row)),
    queue: queue.map((item) => ({ ...item, createdAt: new Date(item.createdAt).toISOString() })),
  };
}

/** A message with all that hangs on it: its id first, then those below. */
export async function listBelow(
  db: Db,
  query: Place & { id: string },
): Promise<{ id: string; authorId: string | null }[]> {
  return db.$queryRaw<{ id: string; authorId: string | null }[]>`
    with recursive below as (
      select id, author_id from messages
      where id = ${query.id} and conversation_id = ${query.conversationId} and user_id = ${query.ownerId}
      union all
      select m.id, m.author_id from below b
      cross join lateral (
        select * from messages c where c.conversation_id = ${query.conversationId} and c.parent_id = b.id
      ) m
    )
    select id, author_id as "authorId" from below`;
}

/** Deletes a message, and by the foreign keys' cascade what hangs on it. */
export async function deleteMessage(db: Db, query: Place & { id: string }): Promise<number> {
  const { ownerId: userId, conversationId, id } = query;
  const { count } = await db.message.deleteMany({ where: { userId, conversationId, id } });
  return count;
}

export async function findParent(db: Db, query: Place & { id: string }) {
  const { ownerId: userId, conversationId, id } = query;
  return db.message.findFirst({ where: { userId, conversationId, id }, select: { parentId: true, role: true } });
}

/** The answers beside this one stand beside it no longer. */
export async function endSideBySide(db: Db, query: Place & { parentId: string }): Promise<void> {
  const { ownerId: userId, conversationId, parentId } = query;
  await db.message.updateMany({
    where: { userId, conversationId, parentId, sideBySide: true },
    data: { sideBySide: false },
  });
}

/** Deletes all messages of a conversation, with their runs, and leaves it empty. */
export async function deleteMessages(db: Db, query: Place): Promise<number> {
  const { ownerId: userId, conversationId } = query;
  await db.conversation.updateMany({ where: { userId, id: conversationId }, data: { headMessageId: null } });
  const { count } = await db.message.deleteMany({ where: { userId, conversationId } });
  return count;
}

function toMessageView(row: MessageRow): MessageView {
  return { ...row, createdAt: row.createdAt.toISOString(), run: row.run ? toRunView(row.run) : null };
}

function toRunView(run: Prisma.JsonObject): RunView {
  const { errorCode, errorParams, ...rest } = run as unknown as Omit<RunView, "error"> & {
    status: RunStatus;
    errorCode: AppErrorCode | null;
    errorParams: Record<string, string | number> | null;
  };
  return { ...rest, error: errorCode ? { code: errorCode, params: errorParams ?? {} } : null };
}
