import { type Db, Prisma } from "@causerie/db";
import type { AnswerMode, ConversationRole } from "../conversations/conversations.schema.ts";
import { leaseEnd } from "../lease-end.ts";
import type { MessagePart, RunStatus } from "../messages/messages.schema.ts";

/** What of a run's request is kept: with the messages, whose texts never change, it says exactly what was sent. */
export type StoredRequest = {
  system: string;
  messageIds: string[];
  /** How long the answer may get, in tokens, where a budget counts it. */
  maxOutputTokens?: number;
  /** Usernames by id, where several people take part: each of their messages began with its author's. */
  names?: Record<string, string>;
  /** The run went on with an answer: that message, and how much of its text there was, in UTF-16 units. */
  partial?: { messageId: string; length: number };
};

export type BranchMessage = {
  id: string;
  parentId: string | null;
  role: "user" | "assistant" | "system";
  authorId: string | null;
  text: string;
};

/** What a new message or answer must know of its conversation. */
export type EnteredConversation = {
  ownerId: string;
  role: ConversationRole;
  archived: boolean;
  titled: boolean;
  answerMode: AnswerMode;
  /** The model that answered last, and the one that the person asking prefers. */
  model: string | null;
  preferredModel: string | null;
  /** The message on which the new one will hang; null: none, it is at the beginning. */
  endId: string | null;
  /** The last messages of the branch up to there, oldest first. */
  branch: BranchMessage[];
  /** The run that writes that message, if one does. */
  activeRunId: string | null;
  /** Messages wait for their turn there. */
  waiting: boolean;
  /** Everyone who takes or took part; null where there is only the owner. */
  people: { userId: string; username: string; here: boolean }[] | null;
};

/**
 * Locks a conversation, so that two sends to it come one after the other, and reads what they need of it.
 *
 * @param query.start the message where the branch goes on; null: where the person is.
 * @param query.exact right there (null: at the very beginning), not at the end of its branch.
 * @param query.wanted how many messages of the branch are read.
 * @returns null when the person asking may not write there.
 */
export async function enterConversation(
  db: Db,
  query: { id: string; start: string | null; exact: boolean; wanted: number },
): Promise<EnteredConversation | null> {
  const rows = await db.$queryRaw<EnteredConversation[]>`
    select owner_id as "ownerId", role, archived, titled, answer_mode as "answerMode", model,
      preferred_model as "preferredModel", end_id as "endId", branch,
      active_run_id as "activeRunId", waiting, people
    from causerie_enter_conversation(${query.id}, ${query.start}, ${query.exact}, ${query.wanted})`;
  return rows[0] ?? null;
}

export type NewAnswer = {
  messageId: string;
  runId: string;
  model: string;
  provider: string;
  /** Null: nothing is sent for it. */
  request: StoredRequest | null;
};

export type NewExchange = {
  ownerId: string;
  conversationId: string;
  askerId: string;
  /** The API key by which they ask. */
  keyId: string | null;
  /** The conversation is made with it; else who is asking takes part in it as this. */
  as: "new" | ConversationRole;
  /** Null: only answers, to a question that is there. */
  question: { id: string; parentId: string | null; text: string; clientMessageId: string | null } | null;
  /** On what the answers hang. */
  questionId: string;
  answers: NewAnswer[];
  /** Why the answers failed before they were begun; absent: they are to be written. */
  refusal?: { code: string; params: Readonly<Record<string, string | number>> };
  sideBySide: boolean;
  /** The process that will write the answers, and for how long that stands, in milliseconds. */
  processId: string;
  leaseMs: number;
  now: Date;
};

/** Writes the question, the empty answers and their queued runs, in one statement: one way to the database, not five. */
export async function insertExchange(db: Db, row: NewExchange): Promise<void> {
  const { ownerId, conversationId, askerId, question, now } = row;
  const head = row.answers[0]?.messageId ?? row.questionId;
  const insertQuestion = question
    ? Prisma.sql`, question as (
      insert into messages
        (id, user_id, conversation_id, parent_id, role, author_id, parts, text, client_message_id, created_at, updated_at)
      values
        (${question.id}, ${ownerId}, ${conversationId}, ${question.parentId}, 'user', ${askerId},
          ${JSON.stringify([{ type: "text", text: question.text }])}::jsonb, ${question.text},
          ${question.clientMessageId}, ${now}, ${now}))`
    : Prisma.empty;
  await db.$executeRaw`
    with ${moveHead(row, head)} ${insertQuestion}, asked ("messageId", "runId", model, provider, request) as (
      ${asked(row.answers)}
    ), answers as (
      insert into messages (id, user_id, conversation_id, parent_id, role, parts, side_by_side, created_at, updated_at)
      select "messageId", ${ownerId}, ${conversationId}, ${row.questionId}, 'assistant', '[]'::jsonb, ${row.sideBySide},
        ${now}::timestamptz, ${now}::timestamptz
      from asked
    )
    insert into runs (id, user_id, conversation_id, message_id, model, provider, asker_id, key_id, created_at, request,
      status, owner_id, lease_until, error_code, error_params, finished_at)
    select "runId", ${ownerId}, ${conversationId}, "messageId", model, provider, ${askerId}, ${row.keyId},
      ${now}::timestamptz, request, ${fateOf(row)}
    from asked`;
}

/** A run's status, who writes it and until when that stands; its error, and when it ended. */
function fateOf({ refusal, processId, leaseMs, now }: NewExchange): Prisma.Sql {
  if (!refusal) {
    return Prisma.sql`'queued'::run_status, ${processId}, ${leaseEnd(leaseMs)}, null, null::jsonb, null::timestamptz`;
  }
  const { code, params } = refusal;
  return Prisma.sql`'failed'::run_status, null, null::timestamptz, ${code}, ${JSON.stringify(params)}::jsonb,
    ${now}::timestamptz`;
}

/** The answers as rows; without any, none. */
function asked(answers: readonly NewAnswer[]): Prisma.Sql {
  const rows = answers.map(
    ({ messageId, runId, model, provider, request }) =>
      Prisma.sql`(${messageId}::text, ${runId}::text, ${model}::text, ${provider}::text, ${request && JSON.stringify(request)}::jsonb)`,
  );
  if (rows.length > 0) return Prisma.sql`values ${Prisma.join(rows)}`;
  return Prisma.sql`select null::text, null::text, null::text, null::text, null::jsonb where false`;
}

/** The conversation was active at this time, and who is asking is at that message of it from now on. */
function moveHead(row: NewExchange, head: string): Prisma.Sql {
  const { ownerId, conversationId, askerId, now } = row;
  // What was refused must not be what answers there from now on.
  const model = row.refusal ? null : (row.answers[0]?.model ?? null);
  if (row.as === "new") {
    return Prisma.sql`conversation as (
      insert into conversations (id, user_id, model, head_message_id, created_at, updated_at, last_activity_at)
      values (${conversationId}, ${ownerId}, ${model}, ${head}, ${now}, ${now}, ${now}))`;
  }
  const active = Prisma.sql`
    update conversations set last_activity_at = ${now}, updated_at = ${now}, model = coalesce(${model}, model)`;
  if (row.as === "owner") {
    return Prisma.sql`conversation as (
      ${active}, head_message_id = ${head} where user_id = ${ownerId} and id = ${conversationId})`;
  }
  return Prisma.sql`conversation as (${active} where user_id = ${ownerId} and id = ${conversationId}), place as (
      update conversation_members set head_message_id = ${head}
      where conversation_id = ${conversationId} and user_id = ${askerId})`;
}

/** Queues another run for an answer that is there: it goes on after what the answer holds. */
export async function insertContinuation(
  db: Db,
  row: Omit<NewExchange, "question" | "questionId" | "answers" | "sideBySide"> & {
    answer: NewAnswer;
    baseLength: number;
  },
): Promise<void> {
  const { answer } = row;
  await db.$executeRaw`
    with ${moveHead({ ...row, answers: [answer], question: null, questionId: answer.messageId, sideBySide: false }, answer.messageId)}
    insert into runs (id, user_id, conversation_id, message_id, status, model, provider, asker_id, key_id, owner_id,
      lease_until, created_at, request, base_length)
    values (${answer.runId}, ${row.ownerId}, ${row.conversationId}, ${answer.messageId}, 'queued', ${answer.model},
      ${answer.provider}, ${row.askerId}, ${row.keyId}, ${row.processId}, ${leaseEnd(row.leaseMs)}, ${row.now},
      ${JSON.stringify(answer.request)}::jsonb, ${row.baseLength})`;
}

export type SentMessage = {
  conversationId: string;
  userMessageId: string;
  assistantMessageId: string | null;
  runId: string | null;
  queued: boolean;
};

/** What a message that was sent with this client message id became, also while it waits. */
export async function findSentMessage(
  db: Db,
  query: { userId: string; clientMessageId: string },
): Promise<SentMessage | null> {
  const { userId, clientMessageId } = query;
  const rows = await db.$queryRaw<SentMessage[]>`
    (select m.conversation_id as "conversationId", m.id as "userMessageId", a.id as "assistantMessageId", r.id as "runId",
      false as queued
    from messages m
    left join messages a on a.conversation_id = m.conversation_id and a.parent_id = m.id and a.role = 'assistant'
    left join runs r on r.conversation_id = a.conversation_id and r.message_id = a.id
    where m.author_id = ${userId} and m.client_message_id = ${clientMessageId}
    order by a.id, r.id
    limit 1)
    union all
    select conversation_id, id, assistant_message_id, run_id, true from queued_messages
    where author_id = ${userId} and client_message_id = ${clientMessageId}`;
  return rows[0] ?? null;
}

/** A run, and what was sent for it; null when it is not this person's to see. */
export async function findRun(db: Db, id: string) {
  const run = await db.run.findUnique({
    where: { id },
    select: {
      id: true,
      conversationId: true,
      messageId: true,
      model: true,
      request: true,
      status: true,
      ownerId: true,
    },
  });
  // Written by this file alone, so its form is known.
  return run && { ...run, request: run.request as StoredRequest | null };
}

/** A run whose question waits for its turn; null when none does. */
export async function findWaitingRun(db: Db, runId: string) {
  const waiting = await db.queuedMessage.findFirst({
    where: { runId },
    select: { conversationId: true, assistantMessageId: true },
  });
  if (!waiting) return null;
  const { conversationId, assistantMessageId: messageId } = waiting;
  return { conversationId, messageId, status: "queued" as const };
}

/** Says that a run that still writes is to stop; false when it does not. */
export async function requestStop(db: Db, id: string): Promise<boolean> {
  const { count } = await db.run.updateMany({
    where: { id, status: { in: ["queued", "streaming"] } },
    data: { stopRequested: true },
  });
  return count > 0;
}

/** A message, and the latest attempt to write it. */
export async function findMessage(db: Db, id: string) {
  const message = await db.message.findUnique({
    where: { id },
    select: {
      id: true,
      conversationId: true,
      parentId: true,
      role: true,
      authorId: true,
      parts: true,
      text: true,
      createdAt: true,
      sideBySide: true,
      runs: { select: { status: true, model: true, finishReason: true }, orderBy: { id: "desc" }, take: 1 },
    },
  });
  if (!message) return null;
  const { runs, parts, ...rest } = message;
  const run: { status: RunStatus; model: string; finishReason: string | null } | null = runs[0] ?? null;
  // Written by this slice alone, so their form is known.
  return { ...rest, parts: parts as MessagePart[], run };
}

export async function findTexts(db: Db, query: { conversationId: string; ids: string[] }): Promise<BranchMessage[]> {
  const { conversationId, ids } = query;
  return db.message.findMany({
    where: { conversationId, id: { in: ids } },
    select: { id: true, parentId: true, role: true, authorId: true, text: true },
  });
}

/** Conversations that have neither a name nor an answer in progress, with their first question, by id. */
export function findUnnamed(
  db: Db,
  query: { after: string; limit: number },
): Promise<{ id: string; ownerId: string; question: string }[]> {
  return db.$queryRaw`
    select c.id, c.user_id as "ownerId", left(first.text, 2000) as question
    from conversations c cross join lateral (
      select m.text from messages m where m.conversation_id = c.id and m.role = 'user' order by m.id limit 1
    ) first
    where c.title is null and not c.title_is_manual and c.id > ${query.after} and not exists (
      select from runs r where r.conversation_id = c.id and r.status in ('queued', 'streaming')
    )
    order by c.id limit ${query.limit}`;
}
