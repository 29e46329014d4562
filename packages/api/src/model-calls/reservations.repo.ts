import type { Db } from "@causerie/db";
import { toJson } from "../to-json.ts";
import type { UsageRow } from "./usage.repo.ts";

/** How long a reservation stands that its process no longer renews, in milliseconds. */
export const reservationLeaseMs = 30_000;

export type ReservedCall = Pick<UsageRow, "conversationId" | "runId" | "purpose" | "provider" | "model"> & {
  id: string;
  amountMicros: bigint;
};

/** The hard budget that refused, and what it has left: below zero when less was left than is spent by now. */
export type Refusal = {
  subject: string;
  period: "day" | "month";
  limitMicros: bigint;
  leftMicros: bigint;
  wantedMicros: bigint;
};

/** Holds what calls of one person may cost; null when every budget that counts them allows it. */
export async function reserveCalls(
  db: Db,
  wanted: { userId: string; keyId: string | null; calls: readonly ReservedCall[]; ownerId: string; at: Date },
): Promise<Refusal | null> {
  const { userId, keyId, calls, ownerId, at } = wanted;
  const rows = await db.$queryRaw<Refusal[]>`
    select subject, period, limit_micros as "limitMicros", left_micros as "leftMicros", wanted_micros as "wantedMicros"
    from causerie_reserve(${userId}, ${keyId}, ${toJson(calls)}::jsonb, ${ownerId}, ${reservationLeaseMs}::int,
      ${at}::timestamptz)`;
  return rows[0] ?? null;
}

/** Says that the process lives that holds these. */
export async function renewReservations(db: Db, ownerId: string): Promise<void> {
  await db.$executeRaw`
    update reservations set lease_until = now() + ${reservationLeaseMs}::int * interval '1 millisecond'
    where owner_id = ${ownerId}`;
}

export type LostReservation = ReservedCall & { userId: string; keyId: string | null; createdAt: Date };

/** Reservations whose process is gone and whose run no one writes: with `exclusive` all that are not this process's. */
export async function findLostReservations(
  db: Db,
  query: { exclusive: boolean; ownerId: string; limit: number },
): Promise<LostReservation[]> {
  const { exclusive, ownerId, limit } = query;
  return db.$queryRaw<LostReservation[]>`
    select id, user_id as "userId", key_id as "keyId", conversation_id as "conversationId", run_id as "runId",
      purpose::text, provider, model, amount_micros as "amountMicros", created_at as "createdAt"
    from reservations r
    where owner_id <> ${ownerId} and (${exclusive} or lease_until < now())
      and not exists (select from runs where runs.id = r.run_id and runs.status in ('queued', 'streaming'))
    limit ${limit}
    for update skip locked`;
}

/** What hard budgets count: `everyone`, people and keys. */
export async function findHardSubjects(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ subject: string }[]>`
    select subject from budgets where kind = 'hard'
    union
    select id from api_keys where budget_micros is not null and revoked_at is null`;
  return rows.map((row) => row.subject);
}
