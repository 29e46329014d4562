import type { Db, Prisma } from "@causerie/db";
import { z } from "zod";
import { type RetentionState, retentionState } from "./retention.schema.ts";

const turnKey = "retention:turn";
const lastPassKey = "retention:last-pass";

/**
 * Takes the turn to clean up for a while, or renews it. False: another process has it, or it is not yet time again. Time is the
 * database's, so that processes whose clocks differ agree.
 *
 * @param query.early also before it is time again, if no process is at it.
 */
export async function takeTurn(
  db: Db,
  query: { ownerId: string; leaseSeconds: number; early: boolean },
): Promise<boolean> {
  const { ownerId, leaseSeconds, early } = query;
  const count = await db.$executeRaw`
    insert into system_settings as s (key, value, updated_at)
    values (${turnKey}, jsonb_build_object('ownerId', ${ownerId}::text,
      'until', extract(epoch from now()) + ${leaseSeconds}::int), now())
    on conflict (key) do update set value = excluded.value, updated_at = now()
    where s.value->>'ownerId' = ${ownerId} or (s.value->>'until')::numeric < extract(epoch from now())
      or (${early} and s.value->>'ownerId' is null)`;
  return count > 0;
}

/** Gives the turn back; nobody takes it for `restSeconds` unless asked to. */
export async function endTurn(db: Db, query: { ownerId: string; restSeconds: number }): Promise<void> {
  await db.$executeRaw`
    update system_settings set updated_at = now(), value = jsonb_build_object('ownerId', null,
      'until', extract(epoch from now()) + ${query.restSeconds}::int)
    where key = ${turnKey} and value->>'ownerId' = ${query.ownerId}`;
}

type LastPass = NonNullable<RetentionState["lastPass"]>;

export async function findLastPass(db: Db): Promise<LastPass | null> {
  const row = await db.systemSetting.findUnique({ where: { key: lastPassKey }, select: { value: true } });
  return retentionState.shape.lastPass.catch(null).parse(row?.value ?? null);
}

export async function saveLastPass(db: Db, value: LastPass & Prisma.InputJsonObject): Promise<void> {
  await db.systemSetting.upsert({
    where: { key: lastPassKey },
    create: { key: lastPassKey, value },
    update: { value },
  });
}

const counted = z.tuple([z.object({ count: z.coerce.number() })]);

export async function countAuditEntries(db: Db, { days }: { days: number }): Promise<number> {
  const rows = await db.$queryRaw`
    select count(*) from audit_entries where at < now() - make_interval(days => ${days}::int)`;
  return counted.parse(rows)[0].count;
}

/** By the one function through which entries of the audit log go. */
export async function dropAuditEntries(db: Db, query: { days: number; limit: number }): Promise<number> {
  const rows = await db.$queryRaw`
    select causerie_drop_audit_entries(${query.days}::int, ${query.limit}::int) as count`;
  return counted.parse(rows)[0].count;
}

export function countUsageEvents(db: Db, { before }: { before: Date }): Promise<number> {
  return db.usageEvent.count({ where: { createdAt: { lt: before } } });
}

/** Ids sort by time: the oldest stand first in the primary key, so that a batch reads little more than it deletes. */
export async function deleteUsageEvents(db: Db, query: { before: Date; limit: number }): Promise<number> {
  return await db.$executeRaw`
    delete from usage_events where id in (
      select id from usage_events where created_at < ${query.before} order by id limit ${query.limit}::int)`;
}
