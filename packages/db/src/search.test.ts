import { afterAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase } from "./testing/index.ts";

type Hit = {
  conversation_id: string | null;
  message_id: string | null;
  title: string | null;
  excerpt: string;
  rank: number;
};

const db = await createTestDatabase();
afterAll(() => db.close());

beforeEach(async () => {
  await db.truncate();
  await db.asSystem("test: two people", async (tx) => {
    for (const name of ["ann", "bob"]) {
      await tx.user.create({
        data: { id: `usr_${name}`, email: name, username: name, usernameKey: name, passwordHash: "hash" },
      });
    }
  });
});

/** A conversation of Ann's with these messages; the newest last. */
async function write(conversation: string, title: string | null, ...texts: string[]): Promise<void> {
  await db.asUser("usr_ann", async (tx) => {
    await tx.conversation.create({ data: { id: conversation, userId: "usr_ann", title } });
    for (const [index, text] of texts.entries()) {
      await tx.message.create({
        data: {
          id: `${conversation}_${index}`,
          userId: "usr_ann",
          conversationId: conversation,
          role: "user",
          parts: [],
          text,
        },
      });
    }
  });
}

async function search(query: string, userId = "usr_ann", limit = 30): Promise<Hit[]> {
  const rows = await db.asUser(
    userId,
    (tx) => tx.$queryRaw<Hit[]>`select * from search_conversations(${query}, ${limit})`,
  );
  // A row without a conversation only says which sheet it is.
  return rows.filter((row) => row.conversation_id !== null);
}

const found = async (query: string) => (await search(query)).map((hit) => hit.message_id ?? hit.conversation_id ?? "");
const marked = (hit: Hit | undefined) => hit?.excerpt.replaceAll("\u{E000}", "[").replaceAll("\u{E001}", "]");

test("another's messages and titles are never found", async () => {
  await write("conv_1", "Secret plans", "the secret is out");
  expect(await search("secret", "usr_bob")).toEqual([]);
  expect(await search("secret")).toHaveLength(2);
});

test("an unset user finds nothing, and nobody but a person may ask", async () => {
  await write("conv_1", "Secret plans");
  const unset = db.asSystem("test: ask as a person without one", async (tx) => {
    await tx.$executeRaw`set local role causerie_app`;
    return await tx.$queryRaw`select * from search_conversations('secret')`;
  });
  expect(await unset).toEqual([]);
  const helper = db.asUser(
    "usr_bob",
    (tx) => tx.$queryRaw`
    select causerie_indexed_matches('messages', 'usr_ann', 'secret', null, '~', '', null)`,
  );
  await expect(helper).rejects.toThrow(/permission denied/);
});

test("accents and case make no difference, in either direction", async () => {
  await write("conv_1", null, "Un ÉTÉ à la forêt", "ete sans accents");
  expect(await found("été")).toEqual(expect.arrayContaining(["conv_1_0", "conv_1_1"]));
  expect(await found("foret")).toEqual(["conv_1_0"]);
});

test("French and English inflections are found", async () => {
  await write("conv_1", null, "Les chevaux galopaient", "We were running tests");
  expect(await found("galoper ")).toEqual(["conv_1_0"]);
  expect(await found("runs ")).toEqual(["conv_1_1"]);
});

test("the last word may be unfinished, the others may not", async () => {
  await write("conv_1", null, "a conversation about databases");
  expect(await found("conversat")).toEqual(["conv_1_0"]);
  expect(await found("databases conversat")).toEqual(["conv_1_0"]);
  expect(await found("databa conversation")).toEqual([]);
});

test("all words must occur; quotes ask for a phrase", async () => {
  await write("conv_1", null, "red apples and green pears", "green apples");
  expect(await found("green apples")).toEqual(expect.arrayContaining(["conv_1_0", "conv_1_1"]));
  expect(await found('"green apples"')).toEqual(["conv_1_1"]);
  expect(await found("green bananas")).toEqual([]);
});

test("words that say little do not get in the way, and are found when there are no others", async () => {
  await write("conv_1", null, "maison bleue", "to be or not to be");
  expect(await found("la maison")).toEqual(["conv_1_0"]);
  expect(await found("not to be")).toEqual(["conv_1_1"]);
});

test("titles come before messages", async () => {
  await write("conv_1", "Nothing here", "lasagne lasagne lasagne");
  await write("conv_2", "Lasagne for ten");
  expect(await found("lasagne")).toEqual(["conv_2", "conv_1_0"]);
});

test("what was found is marked, in the word's own form, and the marks occur nowhere else", async () => {
  await write("conv_1", "L'Été", `\u{E000}fake\u{E001} <b>${"x ".repeat(300)} les forêts brûlent</b>`);
  expect(marked((await search("ete"))[0])).toBe("L'[Été]");
  const excerpt = marked((await search("foret"))[0]);
  expect(excerpt).toContain("[forêts]");
  expect(excerpt).not.toContain("[fake]");
  expect(excerpt?.length).toBeLessThan(300);
});

test("what matches by a stem is marked in its own form, in either language", async () => {
  await write("conv_1", null, "Les chevaux galopaient vite", "We were running tests daily");
  expect(marked((await search("galoper chevaux "))[0])).toBe("Les [chevaux] [galopaient] vite");
  expect(marked((await search("runs test "))[0])).toBe("We were [running] [tests] daily");
});

test("what stands far down in a long message is shown", async () => {
  await write("conv_1", null, `${"filler ".repeat(4_000)} treasure ${"filler ".repeat(50)}`);
  expect(marked((await search("treasure "))[0])).toContain("[treasure]");
});

test("a conversation gives at most three messages, and the limit holds", async () => {
  await write("conv_1", null, ...Array.from({ length: 8 }, (_, index) => `pasta ${index}`));
  await write("conv_2", null, "pasta");
  expect((await found("pasta")).filter((id) => id.startsWith("conv_1"))).toHaveLength(3);
  expect(await search("pasta", "usr_ann", 2)).toHaveLength(2);
  expect(await search("pasta", "usr_ann", -1)).toEqual([]);
});

test("a change is found at once, a deleted conversation no more", async () => {
  await write("conv_1", "Old name", "message");
  await db.asUser("usr_ann", (tx) => tx.conversation.update({ where: { id: "conv_1" }, data: { title: "Zebra" } }));
  expect(await found("zebra")).toEqual(["conv_1"]);
  expect(await found("old")).toEqual([]);
  await db.asUser("usr_ann", (tx) => tx.conversation.delete({ where: { id: "conv_1" } }));
  expect(await found("message")).toEqual([]);
});

test.each([
  "",
  " ",
  "'",
  '"',
  '""',
  '"unfinished',
  "\\",
  "a\\'b",
  "&|!()<->:*",
  "foo:*",
  "!",
  "<->",
  "it's",
  "%_",
  "' OR 1=1 --",
  "\u{E000}",
  "😀",
  "-",
  "a".repeat(5000),
  "word ".repeat(400),
  "http://example.com/a?b=c",
  "a@b.fr",
  "\u202Eabc",
  "l'été",
  "𝒳",
  "e\u0301te\u0301",
])("%j gives no error", async (query) => {
  await write("conv_1", "It's a test", "some text");
  expect(Array.isArray(await search(query))).toBe(true);
});

test("a message as long and as odd as can be is stored and found by its beginning", async () => {
  const words = Array.from({ length: 60_000 }, (_, index) => String.fromCodePoint(0x4e00 + (index % 20_000))).join(" ");
  await write("conv_1", null, `needle ${words}`, "z".repeat(1_000_000), "-a".repeat(100_000));
  expect(await found("needle")).toEqual(["conv_1_0"]);
});

test("common, less common and rare words are found among many messages", async () => {
  await write("conv_1", null);
  await db.asUser(
    "usr_ann",
    (tx) => tx.$executeRaw`
      insert into messages (id, user_id, conversation_id, role, parts, text, updated_at)
      select 'msg_' || lpad(n::text, 6, '0'), 'usr_ann', 'conv_1', 'user', '[]',
        'common' || case when n % 300 = 0 then ' uncommon' else '' end || case when n = 3 then ' unique' else '' end, now()
      from generate_series(1, 3000) n`,
  );
  expect(await found("common ")).toEqual(["msg_002999", "msg_002998", "msg_002997"]);
  expect(await found("uncommon ")).toEqual(["msg_003000", "msg_002700", "msg_002400"]);
  expect(await found("unique ")).toEqual(["msg_000003"]);
});
