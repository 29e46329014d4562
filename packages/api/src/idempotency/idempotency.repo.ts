import type { Db } from "@causerie/db";
import { leaseEnd } from "../lease-end.ts";

type Held = { id: string; holder: string };
export type KeptRequest = { requestHash: string; answer: Uint8Array | null };

/** How long an answer is given again, in milliseconds. */
const keptMs = 24 * 60 * 60 * 1000;

/**
 * Begins a request under its key, unless another has: one that is over its time, or the same whose process died, gives way.
 *
 * @returns whether it may be carried out now, by this holder alone.
 */
export async function beginRequest(
  db: Db,
  row: Held & { userId: string | null; requestHash: string; leaseMs: number },
): Promise<boolean> {
  const { id, userId, requestHash, holder } = row;
  const rows = await db.$queryRaw<{ id: string }[]>`
    insert into idempotent_requests as kept (id, user_id, request_hash, holder, lease_until, expires_at)
    values (${id}, ${userId}, ${requestHash}, ${holder}, ${leaseEnd(row.leaseMs)}, ${leaseEnd(keptMs)})
    on conflict (id) do update set request_hash = excluded.request_hash, holder = excluded.holder, answer = null,
      lease_until = excluded.lease_until, expires_at = excluded.expires_at
    where kept.expires_at < now()
      or (kept.answer is null and kept.lease_until < now() and kept.request_hash = excluded.request_hash)
    returning id`;
  return rows.length > 0;
}

export async function findRequest(db: Db, id: string): Promise<KeptRequest | null> {
  return db.idempotentRequest.findUnique({ where: { id }, select: { requestHash: true, answer: true } });
}

/** Keeps the answer, if this holder still has the request. */
export async function keepAnswer(db: Db, held: Held & { answer: Uint8Array<ArrayBuffer> }): Promise<void> {
  const { id, holder, answer } = held;
  await db.idempotentRequest.updateMany({ where: { id, holder }, data: { answer } });
}

export async function renewRequest(db: Db, held: Held & { leaseMs: number }): Promise<void> {
  await db.$executeRaw`
    update idempotent_requests set lease_until = ${leaseEnd(held.leaseMs)}
    where id = ${held.id} and holder = ${held.holder} and answer is null`;
}

/** It did nothing: it may be sent again. */
export async function releaseRequest(db: Db, { id, holder }: Held): Promise<void> {
  await db.idempotentRequest.deleteMany({ where: { id, holder, answer: null } });
}

export async function deleteExpired(db: Db): Promise<void> {
  await db.$executeRaw`delete from idempotent_requests where expires_at < now()`;
}
