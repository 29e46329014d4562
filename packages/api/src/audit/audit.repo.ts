import type { Db, Prisma } from "@causerie/db";
import { usernameKey } from "../auth/username.ts";
import { toJson } from "../to-json.ts";

/** What was done, by whom and to what; a name that is not given is looked up among the accounts. */
export type NewEntry = {
  id: string;
  at: Date;
  actorId: string | null;
  keyId: string | null;
  action: string;
  /** The code of the error with which it was refused; null: it was done. */
  refusal: string | null;
  targetId: string | null;
  targetName: string | null;
  details: Record<string, unknown>;
  requestId: string | null;
  address: string | null;
};

const select = {
  id: true,
  at: true,
  actorId: true,
  actorName: true,
  keyId: true,
  action: true,
  refusal: true,
  targetId: true,
  targetName: true,
  details: true,
  requestId: true,
  address: true,
} satisfies Prisma.AuditEntrySelect;

export type AuditRow = Prisma.AuditEntryGetPayload<{ select: typeof select }>;

/** Adds entries in one statement. One that is there already, because its first writing was only taken to have failed, is left. */
export async function insertEntries(db: Db, entries: readonly NewEntry[]): Promise<void> {
  await db.$executeRaw`
    insert into audit_entries (id, at, actor_id, actor_name, key_id, action, refusal, target_id, target_name, details,
      request_id, address)
    select e.id, e.at, e."actorId", coalesce(a.username, case when e."actorId" = e."targetId" then e."targetName" end),
      e."keyId", e.action, e.refusal, e."targetId", coalesce(e."targetName", t.username), e.details, e."requestId", e.address
    from jsonb_to_recordset(${toJson(entries)}::jsonb) as e(id text, at timestamptz, "actorId" text, "keyId" text,
      action text, refusal text, "targetId" text, "targetName" text, details jsonb, "requestId" text, address text)
    left join users a on a.id = e."actorId" left join users t on t.id = e."targetId"
    on conflict (id) do nothing`;
}

export type EntryFilter = {
  /** Who did it, or to whom it was done. */
  personId: string | null;
  action: string | null;
  from: Date | null;
  to: Date | null;
};

/** Entries from the newest on, those before `before`. */
export function listEntries(
  db: Db,
  query: EntryFilter & { before: { at: Date; id: string } | null; limit: number },
): Promise<AuditRow[]> {
  const { personId, action, from, to, before, limit } = query;
  return db.auditEntry.findMany({
    where: {
      AND: [
        personId ? { OR: [{ actorId: personId }, { targetId: personId }] } : {},
        action ? { action } : {},
        from ? { at: { gte: from } } : {},
        to ? { at: { lt: to } } : {},
        before ? { at: { lte: before.at } } : {},
        before ? { OR: [{ at: { lt: before.at } }, { id: { lt: before.id } }] } : {},
      ],
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: limit,
    select,
  });
}

/** Every action that has been written down, by name. The index is walked from one name to the next, however long the log is. */
export async function listActions(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ action: string }[]>`
    with recursive names as (
      (select action from audit_entries order by action limit 1)
      union all
      select (select e.action from audit_entries e where e.action > n.action order by e.action limit 1)
      from names n where n.action is not null
    ) select action from names where action is not null`;
  return rows.map(({ action }) => action);
}

/** Whose id, email or username this is; null: nobody's. Someone who was deleted is found by the id that the log has. */
export async function findPersonId(db: Db, text: string): Promise<string | null> {
  const account = await db.user.findFirst({
    where: { OR: [{ id: text }, { email: text.toLowerCase() }, { usernameKey: usernameKey(text) }] },
    select: { id: true },
  });
  if (account) return account.id;
  const entry = await db.auditEntry.findFirst({
    where: { OR: [{ actorId: text }, { targetId: text }] },
    select: { id: true },
  });
  return entry ? text : null;
}
