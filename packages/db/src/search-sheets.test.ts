import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "./testing/index.ts";

type Row = { conversation_id: string | null; message_id: string | null; rank: number; place: string; more: boolean };
type Sheet = [string, string, string, string];
type Page = { hits: Row[]; sheet: Sheet };
type Position = { sheet: Sheet; rank: number | null; place: string | null };

const db = await createTestDatabase();
afterAll(() => db.close());

const newest: Sheet = ["~", "", "~", ""];
const total = 6_000;
const digits = "0123456789abcdefghjkmnpqrstvwxyz";

/** An id as they are: the time in base 32 first, here half an hour after the one before. */
function idOf(prefix: string, n: number): string {
  const time = BigInt(Date.UTC(2026, 0, 1) + n * 1_800_000);
  const head = Array.from({ length: 10 }, (_, place) => digits[Number((time >> BigInt(5 * (9 - place))) & 31n)]);
  return `${prefix}_${head.join("")}${`${n}`.padStart(16, "0")}`;
}

/** Of each message, what it is made of: words of every frequency, evenly or only long ago, and pairs in either order. */
function textOf(n: number): string {
  const words = [`hyper${n % 40}`, n % 2 === 0 ? "sky blue" : "forest"];
  if (n % 5 < 3) words.push("common");
  if (n >= 1_000 && n < 5_000) words.push("dense");
  if (n % 1_500 === 7) words.push("seldom");
  if (n % 400 === 0) words.push("green sky");
  if (n % 130 === 0) words.push("now and then");
  if (n % 300 === 150) words.push("blue sky");
  return words.join(" ");
}

/** What each query should find, told from the text alone. */
const asked: [query: string, matches: (n: number) => boolean][] = [
  ["common ", (n) => n % 5 < 3],
  ["dense ", (n) => n >= 1_000 && n < 5_000],
  ["seldom ", (n) => n % 1_500 === 7],
  ["seldom hyp", (n) => n % 1_500 === 7],
  ["hyper7 ", (n) => n % 40 === 7],
  ["hyper7", (n) => n % 40 === 7],
  ["dense hyper1", (n) => n >= 1_000 && n < 5_000 && `${n % 40}`.startsWith("1")],
  ["common forest ", (n) => n % 5 < 3 && n % 2 === 1],
  ["dense seldom ", (n) => n >= 1_000 && n < 5_000 && n % 1_500 === 7],
  ['"green sky"', (n) => n % 400 === 0],
  ['"blue green"', (n) => n % 400 === 0 && n % 5 >= 3 && (n < 1_000 || n >= 5_000)],
  ['"sky blue" dense ', (n) => n >= 1_000 && n < 5_000 && n % 2 === 0],
  // More to be read than one sheet may.
  ['"blue sky"', (n) => n % 300 === 150],
  ['"now and then"', (n) => n % 130 === 0],
  ["nothing of the kind ", () => false],
];

beforeAll(async () => {
  await db.asSystem("test: two people who wrote much", async (tx) => {
    for (const name of ["ann", "bob"]) {
      await tx.user.create({
        data: { id: `usr_${name}`, email: name, username: name, usernameKey: name, passwordHash: "hash" },
      });
    }
    // Ann's messages are even, two of a conversation each; Bob's stand between them.
    const all = Array.from({ length: total }, (_, n) => n);
    const bobs = all.filter((n) => n % 10 === 0);
    for (const [owner, numbers, prefix] of [
      ["usr_ann", all, "conv"],
      ["usr_bob", bobs, "conv_b"],
    ] as const) {
      const rows = numbers.map((n) => ({ n, conversation: idOf(prefix, n - (n % 2)) }));
      await tx.$executeRaw`
        insert into conversations (id, user_id, title, updated_at)
        select distinct on (id) id, ${owner}, case when n % 600 = 0 then 'seldom a title' end, now()
        from unnest(${rows.map((row) => row.conversation)}::text[], ${numbers}::int[]) as given (id, n) order by id, n`;
      await tx.$executeRaw`
        insert into messages (id, user_id, conversation_id, role, parts, text, updated_at)
        select id, ${owner}, conversation, 'user', '[]', text, now()
        from unnest(
          ${numbers.map((n) => idOf(owner === "usr_ann" ? "msg" : "msg_b", n))}::text[],
          ${rows.map((row) => row.conversation)}::text[], ${numbers.map(textOf)}::text[]
        ) as given (id, conversation, text)`;
    }
  });
  await db.query("vacuum analyze");
});

async function page(query: string, from: Position, options = { userId: "usr_ann", limit: 70 }): Promise<Page> {
  const { sheet, rank, place } = from;
  const rows = await db.asUser(
    options.userId,
    (tx) => tx.$queryRaw<(Row & { sheet: Sheet })[]>`
      select * from search_conversations(${query}, ${options.limit}::int, ${sheet}::text[], ${rank}::float8, ${place}::text)`,
  );
  return { hits: rows.filter((row) => row.conversation_id !== null), sheet: rows[0]?.sheet ?? ["", "", "", ""] };
}

/** Where the next page begins; null after the last. */
function after({ hits, sheet }: Page): Position | null {
  const last = hits.at(-1);
  if (last?.more) return { sheet, rank: last.rank, place: last.place };
  const [, titlesSince, , messagesSince] = sheet;
  if (titlesSince === "" && messagesSince === "") return null;
  return { sheet: [titlesSince, "", messagesSince, ""], rank: null, place: null };
}

/** Every hit of every page, in their order; `between` may change something after the first. */
async function walk(query: string, between?: () => Promise<unknown>): Promise<Row[]> {
  const all: Row[] = [];
  let from: Position | null = { sheet: newest, rank: null, place: null };
  for (let turn = 0; from; turn++) {
    const found = await page(query, from);
    all.push(...found.hits);
    from = after(found);
    if (turn === 0) await between?.();
  }
  return all;
}

const messagesIn = (hits: readonly Row[]) => hits.flatMap((hit) => hit.message_id ?? []);
const expected = (matches: (n: number) => boolean) =>
  Array.from({ length: total }, (_, n) => n)
    .filter(matches)
    .map((n) => idOf("msg", n));

describe("the pages together", () => {
  test.each(asked)("give what a look at every message gives, each once: %s", async (query, matches) => {
    const found = messagesIn(await walk(query));
    expect(found.toSorted()).toEqual(expected(matches));
  });

  // Only the embedded database's user may write into the catalogue.
  test.runIf(db.engine === "embedded")("are the same where many words seem to begin like the last one", async () => {
    await db.query("update pg_class set reltuples = 10000000 where relname = 'messages'");
    for (const [query, matches] of asked.filter(([query]) => query.includes("hyp"))) {
      expect(messagesIn(await walk(query)).toSorted(), query).toEqual(expected(matches));
    }
  });

  test("give the titles as well", async () => {
    const titles = (await walk("seldom ")).filter((hit) => hit.message_id === null);
    expect(titles).toHaveLength(10);
  });

  test("neither lose nor repeat a match when one is written or deleted meanwhile", async () => {
    const id = idOf("msg", total + 1);
    const conversation = idOf("conv", total - 2);
    const found = await walk("common ", () =>
      db.asUser("usr_ann", async (tx) => {
        await tx.$executeRaw`
          insert into messages (id, user_id, conversation_id, role, parts, text, updated_at)
          values (${id}, 'usr_ann', ${conversation}, 'user', '[]', ${`common ${"and much else ".repeat(50)}`}, now())`;
        // Of the first sheet, but not on its first page; what moves up in its place is still on a later page, once.
        await tx.$executeRaw`update messages set text = 'other' where id = ${idOf("msg", total - 150)}`;
      }),
    );
    await db.asUser("usr_ann", async (tx) => {
      await tx.$executeRaw`delete from messages where id = ${id}`;
      await tx.$executeRaw`update messages set text = ${textOf(total - 150)} where id = ${idOf("msg", total - 150)}`;
    });
    const rest = expected((n) => n % 5 < 3 && n !== total - 150);
    expect(
      messagesIn(found)
        .filter((found) => found !== idOf("msg", total - 150))
        .toSorted(),
    ).toEqual(rest);
  });
});

describe("a sheet", () => {
  test("has the newest matches, best first and the newest first among equals", async () => {
    const { hits } = await page(
      "common ",
      { sheet: newest, rank: null, place: null },
      { userId: "usr_ann", limit: 100 },
    );
    const last = expected((n) => n % 5 < 3).slice(-100);
    expect(messagesIn(hits).toSorted()).toEqual(last);
    const order = hits.toSorted((a, b) => b.rank - a.rank || (a.place < b.place ? 1 : -1));
    expect(hits.map((hit) => hit.place)).toEqual(order.map((hit) => hit.place));
    expect(new Set(hits.map((hit) => hit.rank)).size).toBeGreaterThan(1);
  });

  test("of something rare has all there is", async () => {
    const found = await page("seldom ", { sheet: newest, rank: null, place: null });
    expect(messagesIn(found.hits)).toHaveLength(4);
    expect(after(found)).toBeNull();
  });

  test("is one's own, whichever ids are asked about", async () => {
    const bobs = [idOf("conv_b", total), idOf("conv_b", 0), idOf("msg_b", total), idOf("msg_b", 0)] as const;
    for (const sheet of [[...bobs], newest] satisfies Sheet[]) {
      const { hits } = await page("common ", { sheet, rank: null, place: null });
      expect(messagesIn(hits).filter((id) => id.startsWith("msg_b"))).toEqual([]);
    }
    expect(
      messagesIn(
        (await page("seldom ", { sheet: newest, rank: null, place: null }, { userId: "usr_bob", limit: 9 })).hits,
      ),
    ).toEqual([]);
  });
});
