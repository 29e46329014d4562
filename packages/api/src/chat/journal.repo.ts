import { type Db, Prisma } from "@causerie/db";
import { leaseEnd } from "../lease-end.ts";
import type { MessagePart, RunStatus } from "../messages/messages.schema.ts";
import { toJson } from "../to-json.ts";
import type { AnswerPiece } from "./answer-text.ts";
import type { StoredRequest } from "./chat.repo.ts";

/** What a run wrote since it was last written down. */
export type LoggedPiece = AnswerPiece & { runId: string };

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
 * was taken over, or deleted, is left alone. A piece that was written before (its batch was committed and the reply lost) is
 * written anew: it may have grown since.
 *
 * @returns the runs that were written, also those whose `pieces` are empty, and whether someone asked them to stop.
 */
export async function appendPieces(
  db: Db,
  batch: { ownerId: string; leaseMs: number; runIds: readonly string[]; pieces: readonly LoggedPiece[] },
): Promise<{ id: string; stopRequested: boolean }[]> {
  return db.$queryRaw<{ id: string; stopRequested: boolean }[]>`
    with mine as (
      update runs set status = 'streaming', lease_until = ${leaseEnd(batch.leaseMs)}
      where id = any(${batch.runIds as string[]}) and owner_id = ${batch.ownerId} and status in ('queued', 'streaming')
      returning id, user_id, stop_requested
    ), logged as (
      insert into run_events (run_id, seq, user_id, data)
      select p."runId", p.at, mine.user_id, jsonb_build_object('kind', p.kind, 'text', p.text)
      from jsonb_to_recordset(${toJson(batch.pieces)}::jsonb) as p("runId" text, at integer, kind text, text text)
      join mine on mine.id = p."runId"
      on conflict (run_id, seq) do update set data = excluded.data
    )
    select id, stop_requested as "stopRequested" from mine`;
}

/**
 * Ends many runs: folds each one's answer into its message, records how it went and drops its log.
 *
 * @param batch.by who ends them: the process that owns them, whoever comes after a lease that expired, or whoever (when
 *   no other process can exist).
 * @returns the runs that were ended, and whether messages of their conversation wait; one that was taken over, has ended
 *   already or was deleted is not among them.
 */
export async function endRuns(
  db: Db,
  batch: { by: { owner: string } | "lease expired" | "anyone"; ends: readonly RunEnd[] },
): Promise<{ id: string; waiting: boolean }[]> {
  const { by } = batch;
  const owned =
    by === "anyone"
      ? Prisma.empty
      : by === "lease expired"
        ? Prisma.sql`and r.lease_until < now()`
        : Prisma.sql`and r.owner_id = ${by.owner}`;
  return db.$queryRaw<{ id: string; waiting: boolean }[]>`
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
      returning r.id, r.conversation_id
    ), folded as (
      update messages m set parts = e.parts, text = e.text, updated_at = e."finishedAt"
      from ended e join mine on mine.id = e."runId"
      where m.id = e."messageId"
    ), dropped as (
      delete from run_events l using mine where l.run_id = mine.id
    )
    select id, exists (select from queued_messages q where q.conversation_id = mine.conversation_id) as waiting
    from mine`;
}

/** A run that nobody writes any more, and what its message held before it. */
export type Orphan = {
  id: string;
  userId: string;
  conversationId: string;
  messageId: string;
  askerId: string | null;
  keyId: string | null;
  model: string;
  provider: string;
  attempts: number;
  baseLength: number;
  stopRequested: boolean;
  createdAt: Date;
  message: { parts: MessagePart[]; parentId: string | null; sideBySide: boolean; createdAt: Date };
  request: StoredRequest | null;
};

/** The models of runs that say they go on. */
export async function findModelsOfUnfinished(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ model: string }[]>`
    select distinct model from runs where status in ('queued', 'streaming')`;
  return rows.map((row) => row.model);
}

/** Runs that say they go on, and that nobody holds; with `exclusive` all of them: no other process can exist. */
export async function findOrphans(
  db: Db,
  query: { exclusive: boolean; processId: string; limit: number },
): Promise<Orphan[]> {
  const { exclusive, processId, limit } = query;
  // A process's own are never among them: a clock that jumps, or a database that was away, makes leases look old.
  const lost = await db.$queryRaw<{ id: string }[]>`
    select id from runs
    where status in ('queued', 'streaming')
      and (${exclusive} or (lease_until < now() and owner_id is distinct from ${processId}))
    limit ${limit}`;
  const rows = await db.run.findMany({
    where: { id: { in: lost.map(({ id }) => id) } },
    select: {
      id: true,
      userId: true,
      conversationId: true,
      messageId: true,
      askerId: true,
      keyId: true,
      model: true,
      provider: true,
      attempts: true,
      baseLength: true,
      stopRequested: true,
      createdAt: true,
      request: true,
      message: { select: { parts: true, parentId: true, sideBySide: true, createdAt: true } },
    },
  });
  // Written by this slice alone, so their forms are known.
  return rows as unknown as Orphan[];
}

/**
 * Makes this process the one that writes these runs, if nobody holds them.
 *
 * @returns the ids of those that it got.
 */
export async function takeOver(
  db: Db,
  take: { runIds: readonly string[]; ownerId: string; leaseMs: number; exclusive: boolean },
): Promise<string[]> {
  const { runIds, ownerId, leaseMs, exclusive } = take;
  const taken = await db.$queryRaw<{ id: string }[]>`
    update runs set owner_id = ${ownerId}, lease_until = ${leaseEnd(leaseMs)}, status = 'queued', attempts = attempts + 1
    where id = any(${runIds as string[]}) and status in ('queued', 'streaming') and (${exclusive} or lease_until < now())
    returning id`;
  return taken.map((run) => run.id);
}

/** What a run's log holds from `from` on, beginning with the piece in which that lies. */
export async function readLog(db: Db, query: { runId: string; from: number }): Promise<AnswerPiece[]> {
  const { runId, from } = query;
  return db.$queryRaw<AnswerPiece[]>`
    select seq as at, data->>'kind' as kind, data->>'text' as text from run_events
    where run_id = ${runId}
      and seq >= coalesce((select max(seq) from run_events where run_id = ${runId} and seq <= ${from}::int), 0)
    order by seq`;
}

/** Where a run of another process stands: who writes it, and what of it the log holds from `from` on; null: it is gone. */
export async function readRemote(
  db: Db,
  query: { runId: string; from: number },
): Promise<{ ownerId: string | null; active: boolean; pieces: AnswerPiece[] } | null> {
  const run = await db.run.findUnique({ where: { id: query.runId }, select: { ownerId: true, status: true } });
  if (!run) return null;
  const active = run.status === "queued" || run.status === "streaming";
  return { ownerId: run.ownerId, active, pieces: active ? await readLog(db, query) : [] };
}
