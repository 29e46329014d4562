import type { Db } from "@causerie/db";
import { toJson } from "../to-json.ts";

export type UsageRow = {
  id: string;
  /** By which the call was reserved. */
  callId: string;
  userId: string;
  keyId: string | null;
  conversationId: string | null;
  runId: string | null;
  purpose: "chat" | "title" | "api";
  provider: string;
  model: string;
  inputTokens: number;
  outputTokens: number;
  reasoningTokens: number;
  costMicros: bigint | null;
  estimated: boolean;
  durationMs: number;
  createdAt: Date;
};

/**
 * Records model calls, adds them to the sums of their day and gives back what was reserved for them: all in one statement. A
 * call that is recorded already changes nothing; those of people who are gone meanwhile are left out.
 *
 * Rows of the sums are locked in one order, so that two processes that write the same ones wait instead of blocking each other.
 */
export async function insertUsage(db: Db, rows: readonly UsageRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db.$executeRaw`
    with given as (
      select * from jsonb_to_recordset(${toJson(rows)}::jsonb) as u(
        id text, "callId" text, "userId" text, "keyId" text, "conversationId" text, "runId" text, purpose usage_purpose,
        provider text, model text, "inputTokens" integer, "outputTokens" integer, "reasoningTokens" integer,
        "costMicros" bigint, estimated boolean, "durationMs" integer, "createdAt" timestamptz)
    ), added as (
      insert into usage_events (id, user_id, key_id, conversation_id, run_id, purpose, provider, model, input_tokens,
        output_tokens, reasoning_tokens, cost_micros, estimated, duration_ms, created_at)
      select id, "userId", "keyId", "conversationId", "runId", purpose, provider, model, "inputTokens", "outputTokens",
        "reasoningTokens", "costMicros", estimated, "durationMs", "createdAt"
      from given where exists (select from users where users.id = given."userId")
      on conflict (id) do nothing
      returning user_id, (created_at at time zone 'UTC')::date as day, model, coalesce(key_id, '') as key_id,
        conversation_id, input_tokens::bigint, output_tokens::bigint, reasoning_tokens::bigint,
        coalesce(cost_micros, 0) as cost_micros
    ), days as (
      insert into usage_days as t
        (user_id, day, model, key_id, calls, input_tokens, output_tokens, reasoning_tokens, cost_micros)
      select user_id, day, model, key_id, count(*), sum(input_tokens), sum(output_tokens), sum(reasoning_tokens),
        sum(cost_micros)
      from added group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (user_id, day, model, key_id) do update set calls = t.calls + excluded.calls,
        input_tokens = t.input_tokens + excluded.input_tokens, output_tokens = t.output_tokens + excluded.output_tokens,
        reasoning_tokens = t.reasoning_tokens + excluded.reasoning_tokens,
        cost_micros = t.cost_micros + excluded.cost_micros
    ), conversations as (
      insert into usage_conversations as t (user_id, day, conversation_id, calls, input_tokens, output_tokens, cost_micros)
      select user_id, day, conversation_id, count(*), sum(input_tokens), sum(output_tokens), sum(cost_micros)
      from added where conversation_id is not null group by 1, 2, 3 order by 1, 2, 3
      on conflict (user_id, day, conversation_id) do update set calls = t.calls + excluded.calls,
        input_tokens = t.input_tokens + excluded.input_tokens, output_tokens = t.output_tokens + excluded.output_tokens,
        cost_micros = t.cost_micros + excluded.cost_micros
    ), totals as (
      insert into usage_totals as t (day, model, calls, input_tokens, output_tokens, reasoning_tokens, cost_micros)
      select day, model, count(*), sum(input_tokens), sum(output_tokens), sum(reasoning_tokens), sum(cost_micros)
      from added group by 1, 2 order by 1, 2
      on conflict (day, model) do update set calls = t.calls + excluded.calls,
        input_tokens = t.input_tokens + excluded.input_tokens, output_tokens = t.output_tokens + excluded.output_tokens,
        reasoning_tokens = t.reasoning_tokens + excluded.reasoning_tokens,
        cost_micros = t.cost_micros + excluded.cost_micros
    )
    delete from reservations where id in (select "callId" from given)`;
}
