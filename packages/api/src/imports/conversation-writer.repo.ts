import type { Db } from "@causerie/db";
import { textOf } from "../chat/answer-text.ts";
import { toJson } from "../to-json.ts";
import type { DraftMessage } from "./formats/draft.ts";

export type NewConversation = {
  id: string;
  userId: string;
  title: string | null;
  model: string | null;
  pinned: boolean;
  archived: boolean;
  headMessageId: string | null;
  createdAt: Date;
  lastActivityAt: Date;
  now: Date;
};

export type NewMessage = {
  id: string;
  parentId: string | null;
  runId: string;
  message: DraftMessage;
  createdAt: Date;
};

/** Whether the person has a conversation with this id. */
export async function conversationExists(db: Db, query: { userId: string; id: string }): Promise<boolean> {
  return (await db.conversation.count({ where: query })) > 0;
}

/** Makes the conversation, without its messages; false when it is there already. */
export async function insertConversation(db: Db, row: NewConversation): Promise<boolean> {
  const count = await db.$executeRaw`
    insert into conversations (id, user_id, title, title_is_manual, model, pinned, archived, head_message_id, created_at,
      updated_at, last_activity_at)
    values (${row.id}, ${row.userId}, ${row.title}, ${row.title !== null}, ${row.model}, ${row.pinned}, ${row.archived},
      ${row.headMessageId}, ${row.createdAt}, ${row.now}, ${row.lastActivityAt})
    on conflict do nothing`;
  return count === 1;
}

/** How much one statement writes: the embedded database serves nobody else while it runs. */
const batch = { messages: 200, characters: 250_000 };

/** Writes a conversation's messages, parents before children, and what is known of how each answer came to be. */
export async function insertMessages(
  db: Db,
  { userId, conversationId, messages }: { userId: string; conversationId: string; messages: readonly NewMessage[] },
): Promise<void> {
  for (const rows of batches(messages)) {
    const values = rows.map(({ id, parentId, message, createdAt }) => {
      const { role, parts } = message;
      return { id, parentId, role, parts, text: textOf(parts), createdAt, authorId: role === "user" ? userId : null };
    });
    await db.$executeRaw`
      insert into messages (id, user_id, conversation_id, parent_id, role, author_id, parts, text, created_at, updated_at)
      select m.id, ${userId}, ${conversationId}, m."parentId", m.role, m."authorId", m.parts, m.text, m."createdAt",
        m."createdAt"
      from jsonb_to_recordset(${toJson(values)}::jsonb) as m(
        id text, "parentId" text, role message_role, "authorId" text, parts jsonb, text text, "createdAt" timestamptz)`;
    await insertRuns(db, { userId, conversationId, messages: rows });
  }
}

async function insertRuns(
  db: Db,
  { userId, conversationId, messages }: { userId: string; conversationId: string; messages: readonly NewMessage[] },
): Promise<void> {
  const values = messages.flatMap(({ id, runId, message: { run }, createdAt }) => {
    if (!run) return [];
    const { error, ...rest } = run;
    const provider = run.model.split("/", 1)[0] ?? run.model;
    return [
      { ...rest, provider, id: runId, messageId: id, createdAt, errorCode: error?.code, errorParams: error?.params },
    ];
  });
  if (values.length === 0) return;
  await db.$executeRaw`
    insert into runs (id, user_id, conversation_id, message_id, status, model, provider, answered_by, input_tokens,
      output_tokens, reasoning_tokens, cost_micros, first_token_ms, duration_ms, finish_reason, error_code, error_params,
      created_at, finished_at)
    select r.id, ${userId}, ${conversationId}, r."messageId", r.status, r.model, r.provider, r."answeredBy",
      r."inputTokens", r."outputTokens", r."reasoningTokens", r."costMicros", r."firstTokenMs", r."durationMs",
      r."finishReason", r."errorCode", r."errorParams", r."createdAt", r."createdAt"
    from jsonb_to_recordset(${toJson(values)}::jsonb) as r(
      id text, "messageId" text, status run_status, model text, provider text, "answeredBy" text, "inputTokens" integer,
      "outputTokens" integer, "reasoningTokens" integer, "costMicros" bigint, "firstTokenMs" integer,
      "durationMs" integer, "finishReason" text, "errorCode" text, "errorParams" jsonb, "createdAt" timestamptz)`;
}

function* batches(messages: readonly NewMessage[]): Generator<NewMessage[]> {
  let rows: NewMessage[] = [];
  let characters = 0;
  for (const row of messages) {
    rows.push(row);
    for (const { text } of row.message.parts) characters += text.length;
    if (rows.length < batch.messages && characters < batch.characters) continue;
    yield rows;
    rows = [];
    characters = 0;
  }
  if (rows.length > 0) yield rows;
}
