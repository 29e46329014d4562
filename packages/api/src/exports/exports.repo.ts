import { type Db, Prisma } from "@causerie/db";
import type { MessagePart } from "../messages/messages.schema.ts";
import type { ExportedMessage, ExportedRun } from "./export-format.ts";

/** Where a page begins: right after this message. */
export type MessagePosition = { createdAt: Date; id: string };

/** A message without what it says: enough to know the tree. */
export type TreeNode = { id: string; parentId: string | null; createdAt: Date };

/** A conversation, by its owner: what every message of it carries. */
export type Place = { ownerId: string; conversationId: string };

/** A message as the database has it; who wrote it is an id. */
export type ExportedRow = Omit<ExportedMessage, "author"> & { authorId: string | null };

/** The conversation's messages in the order of their times, without their texts. */
export async function listNodes(
  db: Db,
  query: Place & { after: MessagePosition | null; limit: number },
): Promise<TreeNode[]> {
  return db.$queryRaw<TreeNode[]>`
    select id, parent_id as "parentId", created_at as "createdAt" from messages m
    where ${within(query, query.after)}
    order by created_at, id limit ${query.limit}`;
}

/** The conversation's messages in the order of their times. */
export async function listMessages(
  db: Db,
  query: Place & { after: MessagePosition | null; limit: number },
): Promise<ExportedRow[]> {
  const rows = await db.$queryRaw<MessageRow[]>`
    ${selectMessages} where ${within(query, query.after)}
    order by m.created_at, m.id limit ${query.limit}`;
  return rows.map(toExported);
}

/** These messages of the conversation, in any order; those that are gone meanwhile are left out. */
export async function findMessages(db: Db, query: Place & { ids: readonly string[] }): Promise<ExportedRow[]> {
  const rows = await db.$queryRaw<MessageRow[]>`
    ${selectMessages} where ${within(query, null)} and m.id = any(${[...query.ids]})`;
  return rows.map(toExported);
}

/** The page of the person's own conversations after `after`, by id. */
export async function listOwnConversations(
  db: Db,
  query: { userId: string; after: string; limit: number },
): Promise<{ id: string }[]> {
  const { userId, after, limit } = query;
  return db.conversation.findMany({
    where: { userId, id: { gt: after } },
    orderBy: { id: "asc" },
    take: limit,
    select: { id: true },
  });
}

/** What the person spent, oldest first, after the event `after`. */
export async function listUsage(db: Db, query: { userId: string; after: string; limit: number }) {
  const { userId, after, limit } = query;
  return db.usageEvent.findMany({
    where: { userId, id: { gt: after } },
    orderBy: { id: "asc" },
    take: limit,
    select: {
      id: true,
      conversationId: true,
      purpose: true,
      provider: true,
      model: true,
      inputTokens: true,
      outputTokens: true,
      reasoningTokens: true,
      costMicros: true,
      durationMs: true,
      createdAt: true,
    },
  });
}

/** The person's account, without anything secret: row-level security gives the password's hash to nobody. */
export async function findProfile(db: Db, { userId }: { userId: string }) {
  return db.user.findUnique({
    where: { id: userId },
    select: {
      id: true,
      email: true,
      username: true,
      trigram: true,
      role: true,
      locale: true,
      theme: true,
      defaultModel: true,
      createdAt: true,
    },
  });
}

type MessageRow = Omit<ExportedRow, "createdAt" | "run" | "parts"> & {
  createdAt: Date;
  parts: MessagePart[];
  run: Prisma.JsonObject | null;
};

/** The row comparison is SQL because Prisma would spell it as a chain of ORs, which no index serves. */
function within({ ownerId, conversationId }: Place, after: MessagePosition | null): Prisma.Sql {
  const position = after ? Prisma.sql`and (m.created_at, m.id) > (${after.createdAt}, ${after.id})` : Prisma.empty;
  return Prisma.sql`m.user_id = ${ownerId} and m.conversation_id = ${conversationId} ${position}`;
}

/** A message with the latest run that wrote it. */
const selectMessages = Prisma.sql`
  select m.id, m.parent_id as "parentId", m.role::text as role, m.parts, m.author_id as "authorId", m.created_at as "createdAt",
    (select jsonb_build_object('status', r.status, 'model', r.model, 'answeredBy', r.answered_by,
        'inputTokens', r.input_tokens, 'outputTokens', r.output_tokens, 'reasoningTokens', r.reasoning_tokens,
        'costMicros', r.cost_micros, 'firstTokenMs', r.first_token_ms, 'durationMs', r.duration_ms,
        'finishReason', r.finish_reason, 'errorCode', r.error_code, 'errorParams', r.error_params)
      from runs r where r.conversation_id = m.conversation_id and r.message_id = m.id
      order by r.id desc limit 1) as run
  from messages m`;

function toExported(row: MessageRow): ExportedRow {
  return { ...row, createdAt: row.createdAt.toISOString(), run: row.run && toRun(row.run) };
}

function toRun(json: Prisma.JsonObject): ExportedRun {
  // As `selectMessages` builds it.
  const { errorCode, errorParams, ...run } = json as Omit<ExportedRun, "error"> & {
    errorCode: string | null;
    errorParams: Record<string, string | number> | null;
  };
  return { ...run, error: errorCode === null ? null : { code: errorCode, params: errorParams ?? {} } };
}
