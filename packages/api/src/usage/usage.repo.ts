import { type Db, Prisma } from "@causerie/db";
import type { AllUsage, MyUsage, UsageSum } from "./usage.schema.ts";

/** As many as a page shows; what one asks for by day is never more. */
const mostRows = Prisma.sql`limit 500`;

const sums = Prisma.sql`sum(calls) as calls, sum(input_tokens) as input, sum(output_tokens) as output,
  sum(cost_micros) as cost`;

type Row = {
  id: string;
  name: string | null;
  calls: Prisma.Decimal;
  input: Prisma.Decimal;
  output: Prisma.Decimal;
  cost: Prisma.Decimal;
};

async function read(db: Db, sql: Prisma.Sql): Promise<UsageSum[]> {
  const rows = await db.$queryRaw<Row[]>(sql);
  return rows.map(({ id, name, calls, input, output, cost }) => ({
    id,
    name,
    calls: Number(calls),
    inputTokens: Number(input),
    outputTokens: Number(output),
    costMicros: Number(cost),
  }));
}

/** @param used a table of usage and which of its rows. */
function readByDay(db: Db, used: Prisma.Sql): Promise<UsageSum[]> {
  return read(db, Prisma.sql`select day::text as id, null as name, ${sums} from ${used} group by day order by day`);
}

/** As {@link readByDay}, the dearest first. */
function readByModel(db: Db, used: Prisma.Sql): Promise<UsageSum[]> {
  return read(
    db,
    Prisma.sql`select model as id, null as name, ${sums} from ${used}
    group by model order by cost desc, model ${mostRows}`,
  );
}

/** What one person used, added up by one thing. */
export async function readUsage(db: Db, query: MyUsage & { userId: string }): Promise<UsageSum[]> {
  const { userId, by } = query;
  const where = Prisma.sql`where user_id = ${userId} and day between ${query.from}::date and ${query.to}::date`;
  switch (by) {
    case "day":
      return readByDay(db, Prisma.sql`usage_days ${where}`);
    case "model":
      return readByModel(db, Prisma.sql`usage_days ${where}`);
    case "key":
      return read(
        db,
        Prisma.sql`
        with used as (select key_id, ${sums} from usage_days ${where} group by key_id)
        select used.key_id as id, k.name, calls, input, output, cost from used
        left join api_keys k on k.id = used.key_id order by cost desc, used.key_id ${mostRows}`,
      );
    case "conversation":
      return read(
        db,
        Prisma.sql`
        with used as (
          select conversation_id, ${sums} from usage_conversations ${where}
          group by conversation_id order by sum(cost_micros) desc, conversation_id ${mostRows}
        )
        select used.conversation_id as id, c.title as name, calls, input, output, cost from used
        left join conversations c on c.id = used.conversation_id order by cost desc, used.conversation_id`,
      );
  }
}

/** What everyone used. What accounts used that are gone stands by day and by model, and by user under no id. */
export async function readAllUsage(db: Db, query: AllUsage): Promise<UsageSum[]> {
  const where = Prisma.sql`where day between ${query.from}::date and ${query.to}::date`;
  switch (query.by) {
    case "day":
      return readByDay(db, Prisma.sql`usage_totals ${where}`);
    case "model":
      return readByModel(db, Prisma.sql`usage_totals ${where}`);
    case "key":
      return read(
        db,
        Prisma.sql`
        with used as (select key_id, ${sums} from usage_days ${where} and key_id <> '' group by key_id)
        select used.key_id as id, coalesce(k.name || ' · ' || u.username, k.name) as name, calls, input, output, cost
        from used left join api_keys k on k.id = used.key_id left join users u on u.id = k.user_id
        order by cost desc, used.key_id ${mostRows}`,
      );
    case "user":
      return read(
        db,
        Prisma.sql`
        with used as (select user_id, ${sums} from usage_days ${where} group by user_id),
        everyone as (select ${sums} from usage_totals ${where}),
        known as (
          select coalesce(sum(calls), 0) as calls, coalesce(sum(input), 0) as input, coalesce(sum(output), 0) as output,
            coalesce(sum(cost), 0) as cost
          from used
        )
        (select used.user_id as id, u.username as name, calls, input, output, cost from used
        join users u on u.id = used.user_id order by cost desc, used.user_id ${mostRows})
        union all
        select '', null, e.calls - k.calls, e.input - k.input, e.output - k.output, e.cost - k.cost
        from everyone e, known k where e.calls > k.calls`,
      );
  }
}
