import type { AppErrorCode } from "@causerie/core";
import type { Db, Prisma } from "@causerie/db";
import type { MessagePart, MessageView, RunStatus, RunView } from "./messages.schema.ts";

/** A message with the latest run that wrote it. Times are as PostgreSQL writes them in JSON. */
type MessageRow = {
  id: string;
  conversationId: string;
  parentId: string | null;
  role: MessageView["role"];
  parts: MessagePart[];
  createdAt: Date;
  run: Prisma.JsonObject | null;
};

/** The latest run of a message `m`, as JSON. */
const runJson = `(
  select jsonb_build_object('id', r.id, 'status', r.status, 'model', r.model, 'answeredBy', r.answered_by,
    'inputTokens', r.input_tokens, 'outputTokens', r.output_tokens, 'reasoningTokens', r.reasoning_tokens,
    'costMicros', r.cost_micros, 'firstTokenMs', r.first_token_ms, 'durationMs', r.duration_ms,
    'finishReason', r.finish_reason, 'errorCode', r.error_code, 'errorParams', r.error_params)
  from runs r where r.conversation_id = m.conversation_id and r.message_id = m.id
  order by r.id desc limit 1)`;

/**
 * A stretch of a branch, newest first: the message `headId`, its parent, and so on upwards.
 *
 * The walk looks each parent up by its key, so a page costs the same however long the conversation is. It is a lateral look-up of
 * one row, because a plain join lets the planner read the whole conversation for each step.
 */
export async function listBranch(
  db: Db,
  query: { userId: string; conversationId: string; headId: string; limit: number },
): Promise<MessageView[]> {
  const rows = await db.$queryRawUnsafe<MessageRow[]>(
    `with recursive branch as (
      select id, conversation_id, parent_id, role, parts, created_at, 1 as depth
      from messages where id = $1 and conversation_id = $2 and user_id = $3
      union all
      select m.id, m.conversation_id, m.parent_id, m.role, m.parts, m.created_at, b.depth + 1 from branch b
      cross join lateral (
        select * from messages where id = b.parent_id and conversation_id = $2 and user_id = $3 limit 1
      ) m
      where b.depth < $4
    )
    select m.id, m.conversation_id as "conversationId", m.parent_id as "parentId", m.role::text as role, m.parts,
      m.created_at as "createdAt", ${runJson} as run
    from branch m order by m.depth`,
    query.headId,
    query.conversationId,
    query.userId,
    query.limit,
  );
  return rows.map(toMessageView);
}

/** Deletes all messages of a conversation, with their runs, and leaves it empty. */
export async function deleteMessages(db: Db, query: { userId: string; conversationId: string }): Promise<number> {
  const { userId, conversationId } = query;
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
