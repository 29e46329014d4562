import type { Db } from "@causerie/db";
import { toJson } from "../to-json.ts";

export type UsageRow = {
  id: string;
  userId: string;
  conversationId: string | null;
  runId: string | null;
  purpose: "chat" | "title" | "api";
  provider: string;
  model: string;
  inputTokens: number;
  outputTokens: number;
  reasoningTokens: number;
  costMicros: bigint | null;
  durationMs: number;
  createdAt: Date;
};

/** Records model calls; those of people who are gone meanwhile are left out. */
export async function insertUsage(db: Db, rows: readonly UsageRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db.$executeRaw`
    insert into usage_events (id, user_id, conversation_id, run_id, purpose, provider, model, input_tokens,
      output_tokens, reasoning_tokens, cost_micros, duration_ms, created_at)
    select u.id, u."userId", u."conversationId", u."runId", u.purpose, u.provider, u.model, u."inputTokens",
      u."outputTokens", u."reasoningTokens", u."costMicros", u."durationMs", u."createdAt"
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as u(
      id text, "userId" text, "conversationId" text, "runId" text, purpose usage_purpose, provider text, model text,
      "inputTokens" integer, "outputTokens" integer, "reasoningTokens" integer, "costMicros" bigint,
      "durationMs" integer, "createdAt" timestamptz)
    where exists (select 1 from users where users.id = u."userId")`;
}
