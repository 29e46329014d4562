import type { Db } from "@causerie/db";
import type { BudgetKind, BudgetPeriod } from "./budgets.schema.ts";

export type Standing = {
  subject: string;
  period: BudgetPeriod;
  kind: BudgetKind;
  limitMicros: bigint;
  spentMicros: bigint;
  reservedMicros: bigint;
};

/** How the budgets stand that count what this person spends by this key. */
export async function readStandings(
  db: Db,
  query: { userId: string; keyId: string | null; at: Date },
): Promise<Standing[]> {
  return db.$queryRaw<Standing[]>`
    select subject, period, kind, limit_micros as "limitMicros", spent_micros as "spentMicros",
      reserved_micros as "reservedMicros"
    from causerie_budgets(${query.userId}, ${query.keyId}, ${query.at}::timestamptz)
    order by subject = 'everyone', kind, period, limit_micros`;
}

/** `person`: whose key it is. */
type NamedStanding = Standing & { name: string | null; person: string | null };

/** How all budgets stand that were set, with the names of those they are for. */
export async function readAllStandings(db: Db, at: Date): Promise<NamedStanding[]> {
  return db.$queryRaw<NamedStanding[]>`
    with b as (
      select *, date_trunc(period, ${at}::timestamptz at time zone 'UTC')::date as since from budgets
    )
    select b.subject, b.period, b.kind, b.limit_micros as "limitMicros",
      coalesce(u.username, k.name) as name, o.username as person,
      (case
        when b.subject = 'everyone' then (select coalesce(sum(t.cost_micros), 0) from usage_totals t where t.day >= b.since)
        when k.id is null then (
          select coalesce(sum(d.cost_micros), 0) from usage_days d where d.user_id = b.subject and d.day >= b.since
        )
        else (
          select coalesce(sum(d.cost_micros), 0) from usage_days d
          where d.key_id = b.subject and d.key_id <> '' and d.day >= b.since
        )
      end)::bigint as "spentMicros",
      (
        select coalesce(sum(r.amount_micros), 0) from reservations r
        where b.subject = 'everyone' or r.user_id = b.subject or r.key_id = b.subject
      )::bigint as "reservedMicros"
    from b
    left join users u on u.id = b.subject
    left join api_keys k on k.id = b.subject
    left join users o on o.id = k.user_id
    order by b.subject <> 'everyone', name, b.subject, b.period, b.kind`;
}

export type SubjectRow = {
  id: string;
  username: string;
  email: string;
  keys: { id: string; name: string; prefix: string }[];
};

/** People, newest first, whose email or username has the text, or a key of theirs its name or how it begins; with their keys. */
export async function findSubjects(db: Db, { text, limit }: { text: string; limit: number }): Promise<SubjectRow[]> {
  return db.$queryRaw<SubjectRow[]>`
    select u.id, u.username, u.email, coalesce(
      json_agg(json_build_object('id', k.id, 'name', k.name, 'prefix', k.prefix) order by k.id desc)
        filter (where k.id is not null), '[]'
    ) as keys
    from users u left join api_keys k on k.user_id = u.id and k.revoked_at is null
    group by u.id
    having strpos(lower(u.email), lower(${text})) > 0 or strpos(lower(u.username), lower(${text})) > 0
      or bool_or(strpos(lower(k.name), lower(${text})) > 0 or strpos(k.prefix, ${text}) > 0)
    order by u.id desc limit ${limit}`;
}

/** Whose budget it would be; null: there is no such person or key. */
export async function findOwner(db: Db, subject: string): Promise<string | null> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select id from users where id = ${subject} union all select user_id from api_keys where id = ${subject}`;
  return rows[0]?.id ?? null;
}

export async function upsertBudget(
  db: Db,
  row: {
    id: string;
    subject: string;
    userId: string | null;
    period: BudgetPeriod;
    kind: BudgetKind;
    limitMicros: bigint;
    updatedAt: Date;
  },
): Promise<void> {
  const { subject, period, kind, limitMicros, updatedAt } = row;
  await db.budget.upsert({
    where: { subject_period_kind: { subject, period, kind } },
    create: row,
    update: { limitMicros, updatedAt },
  });
}

export async function deleteBudget(
  db: Db,
  which: { subject: string; period: BudgetPeriod; kind: BudgetKind },
): Promise<void> {
  await db.budget.deleteMany({ where: which });
}
