import pg from "pg";

const people = 1000;
const batch = 500_000;

/**
 * Fills a migrated database with the accounts of a thousand people over a year, in three models, a tenth of them by keys; the
 * first of them is the person of that email, who becomes an admin. The sums are made from the events, as the product would have.
 */
export async function seedUsage(options: { target: string; email: string; events: number }): Promise<void> {
  const { target, email, events } = options;
  const client = new pg.Client({ connectionString: target });
  await client.connect();
  try {
    // Row-level security is forced, so that the owner too must take the system's role to write.
    await client.query("set role causerie_system");
    const { rows } = await client.query<{ id: string }>(
      "update users set role = 'admin' where email = $1 returning id",
      [email],
    );
    const [owner] = rows;
    if (!owner) throw new Error(`There is no account of ${email}.`);
    await client.query(`
      insert into users (id, email, username, username_key, password_hash, updated_at)
      select 'usr_bench' || n, 'bench' || n, 'bench' || n, 'bench' || n, 'none', now() from generate_series(1, ${people - 1}) n`);
    for (let from = 0; from < events; from += batch) {
      await client.query(
        `insert into usage_events (id, user_id, conversation_id, key_id, purpose, provider, model, input_tokens, output_tokens,
          cost_micros, duration_ms, created_at)
        select 'use_' || lpad(n::text, 12, '0'), case when n % ${people} = 0 then $1 else 'usr_bench' || n % ${people} end,
          'conv_' || n % ${people} || '_' || n / ${people} / 10, case when n % 10 = 0 then 'key_' || n % ${people} end, 'chat', 'bench',
          'bench/model-' || n / ${people} % 3, 500 + n % 100, 200 + n % 70, 1000 + n % 333, 2000,
          now() - (${events} - n) * (interval '365 days' / ${events})
        from generate_series(${from}::bigint, ${Math.min(from + batch, events) - 1}) n`,
        [owner.id],
      );
    }
    const sums = "count(*), sum(input_tokens), sum(output_tokens)";
    const day = "(created_at at time zone 'UTC')::date";
    await client.query(`insert into usage_days
      (user_id, day, model, key_id, calls, input_tokens, output_tokens, reasoning_tokens, cost_micros)
      select user_id, ${day}, model, coalesce(key_id, ''), ${sums}, 0, sum(cost_micros) from usage_events group by 1, 2, 3, 4`);
    await client.query(`insert into usage_conversations
      (user_id, day, conversation_id, calls, input_tokens, output_tokens, cost_micros)
      select user_id, ${day}, conversation_id, ${sums}, sum(cost_micros) from usage_events group by 1, 2, 3`);
    await client.query(`insert into usage_totals
      (day, model, calls, input_tokens, output_tokens, reasoning_tokens, cost_micros)
      select day, model, sum(calls), sum(input_tokens), sum(output_tokens), 0, sum(cost_micros) from usage_days group by 1, 2`);
    await client.query("reset role");
    await client.query("vacuum analyze");
  } finally {
    await client.end();
  }
}

/** What adding up a person's events would take, were there no sums: milliseconds, at best of three. */
export async function timeAddingUp(options: { target: string; email: string; days: number }): Promise<number> {
  const client = new pg.Client({ connectionString: options.target });
  await client.connect();
  try {
    await client.query("set role causerie_system");
    const times: number[] = [];
    for (let turn = 0; turn < 3; turn++) {
      const began = performance.now();
      await client.query(
        `select model, count(*), sum(cost_micros) from usage_events
        where user_id = (select id from users where email = $1) and created_at > now() - $2 * interval '1 day' group by model`,
        [options.email, options.days],
      );
      times.push(performance.now() - began);
    }
    return Math.min(...times);
  } finally {
    await client.end();
  }
}
