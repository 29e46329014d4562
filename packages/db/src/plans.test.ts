import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "./testing/index.ts";

const db = await createTestDatabase();
afterAll(() => db.close());

/** Enough rows for the planner to tell a page from a table; a fifth of them are another's. */
beforeAll(async () => {
  await db.asSystem("test: many rows", async (tx) => {
    await tx.$executeRaw`
      insert into users (id, email, username, username_key, password_hash, updated_at)
      select 'usr_' || n, n, n, n, 'hash', now() from generate_series(0, 4) n`;
    await tx.$executeRaw`
      insert into conversations (id, user_id, title, pinned, archived, last_activity_at, updated_at, head_message_id)
      select 'conv_' || lpad(n::text, 6, '0'), 'usr_' || case when n % 5 = 0 then 1 else 0 end, 'Title', n % 50 = 0,
        n % 10 = 0, now() - n * interval '1 minute', now(), 'msg_' || lpad((n * 5 - 1)::text, 6, '0')
      from generate_series(1, 3000) n`;
    await tx.$executeRaw`
      insert into messages (id, user_id, conversation_id, parent_id, role, parts, text, updated_at)
      select 'msg_' || lpad(n::text, 6, '0'), c.user_id, c.id,
        case when n % 5 > 0 then 'msg_' || lpad((n - 1)::text, 6, '0') end, 'user', '[]', 'some words', now()
      from generate_series(5, 14999) n join conversations c on c.id = 'conv_' || lpad((n / 5)::text, 6, '0')`;
    await tx.$executeRaw`
      insert into runs (id, user_id, conversation_id, message_id, status, model, provider)
      select 'run_' || m.id, m.user_id, m.conversation_id, m.id, 'complete', 'm', 'p' from messages m`;
    await tx.$executeRaw`
      insert into usage_events (id, user_id, purpose, provider, model, input_tokens, output_tokens, duration_ms, created_at)
      select 'use_' || n, 'usr_' || n % 5, 'chat', 'p', 'm', 1, 1, 1, now() - n * interval '1 minute'
      from generate_series(1, 10000) n`;
  });
  await db.query("vacuum analyze");
});

const page = "where user_id = 'usr_0' and archived = false";
const newestFirst = "order by pinned desc, last_activity_at desc, id desc limit 30";

/** How each is served for a person, under row-level security. A plan that reads or sorts a whole table is a defect. */
const plans: [what: string, index: string, sql: string][] = [
  [
    "the first page of conversations",
    "conversations_list_idx",
    `select id, title from conversations ${page} ${newestFirst}`,
  ],
  [
    "a page further on",
    "conversations_list_idx",
    `select id, title from conversations ${page}
       and (pinned, last_activity_at, id) < (false, now() - interval '1000 minutes', 'conv_001000') ${newestFirst}`,
  ],
  [
    "the last messages of a branch",
    "Index Cond: ((conversation_id = 'conv_000999'::text) AND (id = b.parent_id))",
    // Lateral, with a limit: a plain join may read the whole conversation for each step, which a long one makes slow.
    `with recursive branch as (
       select id, parent_id, 1 as depth from messages
       where id = 'msg_004999' and conversation_id = 'conv_000999' and user_id = 'usr_0'
       union all
       select m.id, m.parent_id, b.depth + 1 from branch b
       cross join lateral (
         select id, parent_id from messages
         where id = b.parent_id and conversation_id = 'conv_000999' and user_id = 'usr_0' limit 1
       ) m
       where b.depth < 8
     ) select * from branch`,
  ],
  [
    "a message's latest run",
    "runs_message_id_conversation_id_id_idx",
    "select id from runs where conversation_id = 'conv_000999' and message_id = 'msg_004999' order by id desc limit 1",
  ],
  [
    "the messages that hang on one",
    "messages_parent_id_conversation_id_id_idx",
    "select id from messages where conversation_id = 'conv_000999' and parent_id = 'msg_004998' order by id desc limit 1",
  ],
  [
    "what a person spent since a time",
    "usage_events_user_id_created_at_idx",
    "select sum(cost_micros) from usage_events where user_id = 'usr_0' and created_at > now() - interval '100 minutes'",
  ],
];

test.each(plans)("%s: %s", async (_what, index, sql) => {
  const plan = await db.asUser("usr_0", async (tx) => {
    const rows = await tx.$queryRawUnsafe<{ "QUERY PLAN": string }[]>(`explain (costs off) ${sql}`);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
  expect(plan).toContain(index);
  expect(plan).not.toMatch(/Seq Scan|Sort/);
});

/** What is asked for by a key, before anything is known of how the tables look: such a plan is kept until they are analysed. */
const youngPlans: [what: string, index: RegExp, sql: string][] = [
  [
    "one message of a conversation",
    /messages_(conversation_id_id_key|pkey)/,
    "select 1 from messages where conversation_id = $1 and id = $2 and user_id = $3",
  ],
  [
    "the messages that hang on one",
    /messages_parent_id_conversation_id_id_idx/,
    "select id from messages where conversation_id = $1 and parent_id = $2 and user_id = $3 order by id desc limit 1",
  ],
  [
    "a message's latest run",
    /runs_message_id_conversation_id_id_idx/,
    "select id from runs where conversation_id = $1 and message_id = $2 and user_id = $3 order by id desc limit 1",
  ],
  [
    "the runs of a conversation that go on",
    /runs_unfinished_conversation_idx/,
    `select message_id from runs
     where conversation_id = $1 and status in ('queued', 'streaming') and message_id <> $2 and user_id = $3`,
  ],
];

describe("in an empty database", async () => {
  const young = await createTestDatabase({ neverUsed: true });
  afterAll(() => young.close());

  test.each(youngPlans)("%s: %s", async (_what, index, sql) => {
    const plan = await young.asUser("usr_0", async (tx) => {
      await tx.$executeRawUnsafe("set local plan_cache_mode = force_generic_plan");
      await tx.$executeRawUnsafe(`prepare asked (text, text, text) as ${sql}`);
      const rows = await tx.$queryRawUnsafe<{ "QUERY PLAN": string }[]>("explain execute asked ('a', 'b', 'c')");
      await tx.$executeRawUnsafe("deallocate asked");
      return rows.map((row) => row["QUERY PLAN"]).join("\n");
    });
    expect(plan).toMatch(index);
  });
});

test("what search asks, under the system's own policy: the newest messages, by their index", async () => {
  const plan = await db.asSystem("test: plan", async (tx) => {
    const rows = await tx.$queryRawUnsafe<{ "QUERY PLAN": string }[]>(
      "explain (costs off) select id from messages where user_id = 'usr_0' order by id desc limit 1000",
    );
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
  expect(plan).toContain("messages_user_id_id_idx");
  expect(plan).not.toMatch(/Seq Scan|Sort/);
});

test("what the system asks: the runs that go on, by their index", async () => {
  const plan = await db.asSystem("test: plan", async (tx) => {
    const rows = await tx.$queryRawUnsafe<{ "QUERY PLAN": string }[]>(
      "explain (costs off) select id from runs where status in ('queued', 'streaming') and lease_until < now() limit 100",
    );
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
  expect(plan).toContain("runs_unfinished_idx");
});

test("a rare word is looked up in the search index, also under the system's own policy", async () => {
  const plan = await db.asSystem("test: plan", async (tx) => {
    await tx.$executeRawUnsafe("set local enable_seqscan = off");
    await tx.$executeRawUnsafe("set local enable_indexscan = off");
    const rows = await tx.$queryRawUnsafe<{ "QUERY PLAN": string }[]>(
      "explain (costs off) select id from messages where user_id = 'usr_0' and search @@ 'rare'",
    );
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
  expect(plan).toContain("messages_search_idx");
});

test("a frequent word is looked up in some stretches of the past by the same index, and by nothing else", async () => {
  const plan = await db.asSystem("test: plan", async (tx) => {
    await tx.$executeRawUnsafe("set local enable_seqscan = off");
    await tx.$executeRawUnsafe("set local enable_indexscan = off");
    const rows = await tx.$queryRawUnsafe<{ "QUERY PLAN": string }[]>(
      `explain (costs off) select id from messages where user_id = 'usr_0' and search @@ 'words'
         and causerie_stretches(user_id, id) && array['usr_0/msg_0000', 'usr_0/msg_0001'] and id < 'msg_002000' and id >= ''`,
    );
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
  expect(plan).toMatch(/messages_search_idx\n\s+Index Cond: .*search @@ .*&& /);
  expect(plan).not.toContain("BitmapAnd");
});
