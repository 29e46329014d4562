import { type Db, Prisma } from "@causerie/db";
import type { MessagePart, RunStatus } from "../messages/messages.schema.ts";
import { toJson } from "../to-json.ts";
import type { AnswerPiece } from "./answer-text.ts";

/** What a run wrote since it was last written down. */
export type LoggedPiece = AnswerPiece & { runId: string; userId: string };

/** How a run ended, with the answer that is left of it. */
export type RunEnd = {
  runId: string;
  userId: string;
  conversationId: string;
  messageId: string;
  status: Extract<RunStatus, "complete" | "stopped" | "failed" | "interrupted">;
  parts: MessagePart[];
  text: string;
  answeredBy: string | null;
  inputTokens: number | null;
  outputTokens: number | null;
  reasoningTokens: number | null;
  costMicros: bigint | null;
  firstTokenMs: number | null;
  durationMs: number;
  finishReason: string | null;
  errorCode: string | null;
  errorParams: Record<string, string | number> | null;
  finishedAt: Date;
};

/**
 * Appends to the logs of many runs with one statement. Only runs that this process still owns are written: a run that
 * was taken over, or deleted, is left alone.
 *
 * @returns the ids of the runs that were written, also those whose `pieces` are empty.
 */
export async function appendPieces(
  db: Db,
  batch: { ownerId: string; leaseUntil: Date; runIds: readonly string[]; pieces: readonly LoggedPiece[] },
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    with mine as (
      update runs set status = 'streaming', lease_until = ${batch.leaseUntil}
      where id = any(${batch.runIds as string[]}) and owner_id = ${batch.ownerId} and status in ('queued', 'streaming')
      returning id
    ), logged as (
      insert into run_events (run_id, seq, user_id, data)
      select p."runId", p.at, p."userId", jsonb_build_object('kind', p.kind, 'text', p.text)
      from jsonb_to_recordset(${toJson(batch.pieces)}::jsonb)
        as p("runId" text, at integer, "userId" text, kind text, text text)
      join mine on mine.id = p."runId"
      on conflict (run_id, seq) do nothing
    )
    select id from mine`;
  return rows.map((row) => row.id);
}

/**
 * Ends many runs: folds each one's answer into its message, records how it went and drops its log.
 *
 * @param batch.by who ends them: the process that owns them, whoever comes after a lease that expired, or whoever (when
 *   no other process can exist).
 * @returns the ids of the runs that were ended; one that was taken over, has ended already or was deleted is not.
 */
export async function endRuns(
  db: Db,
  batch: { by: { owner: string } | { leaseExpiredBefore: Date } | "anyone"; ends: readonly RunEnd[] },
): Promise<string[]> {
  const { by } = batch;
  const owned =
    by === "anyone"
      ? Prisma.empty
      : "owner" in by
        ? Prisma.sql`and r.owner_id = ${by.owner}`
        : Prisma.sql`and r.lease_until < ${by.leaseExpiredBefore}`;
  const rows = await db.$queryRaw<{ id: string }[]>`
    with ended as (
      select * from jsonb_to_recordset(${toJson(batch.ends)}::jsonb) as e(
        "runId" text, "messageId" text, status run_status, parts jsonb, text text, "answeredBy" text,
        "inputTokens" integer, "outputTokens" integer, "reasoningTokens" integer, "costMicros" bigint,
        "firstTokenMs" integer, "durationMs" integer, "finishReason" text, "errorCode" text, "errorParams" jsonb,
        "finishedAt" timestamptz)
    ), mine as (
      update runs r set status = e.status, answered_by = e."answeredBy", input_tokens = e."inputTokens",
        output_tokens = e."outputTokens", reasoning_tokens = e."reasoningTokens", cost_micros = e."costMicros",
        first_token_ms = e."firstTokenMs", duration_ms = e."durationMs", finish_reason = e."finishReason",
        error_code = e."errorCode", error_params = e."errorParams", finished_at = e."finishedAt", lease_until = null
      from ended e
      where r.id = e."runId" and r.status in ('queued', 'streaming') ${owned}
      returning r.id
    ), folded as (
      update messages m set parts = e.parts, text = e.text, updated_at = e."finishedAt"
      from ended e join mine on mine.id = e."runId"
      where m.id = e."messageId"
    ), dropped as (
      delete from run_events l using mine where l.run_id = mine.id
    )
    select id from mine`;
  return rows.map((row) => row.id);
}

/** Runs that say they go on; with `leaseExpiredBefore`, those of them that nobody holds any more. */
export async function findOrphans(
  db: Db,
  query: { leaseExpiredBefore: Date | null; limit: number },
): Promise<{ id: string; userId: string; conversationId: string; messageId: string; createdAt: Date }[]> {
  return db.run.findMany({
    where: {
      status: { in: ["queued", "streaming"] },
      ...(query.leaseExpiredBefore ? { leaseUntil: { lt: query.leaseExpiredBefore } } : {}),
    },
    select: { id: true, userId: true, conversationId: true, messageId: true, createdAt: true },
    take: query.limit,
  });
}

export async function readLog(db: Db, query: { runId: string; from: number }): Promise<AnswerPiece[]> {
  const rows = await db.$queryRaw<AnswerPiece[]>`
    select seq as at, data->>'kind' as kind, data->>'text' as text
    from run_events where run_id = ${query.runId} and seq >= ${query.from} order by seq`;
  return rows;
}
