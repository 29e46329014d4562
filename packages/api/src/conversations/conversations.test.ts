import { newId } from "@causerie/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encodeCursor } from "../cursor.ts";
import { asked, type ChatApp, codeOf, createChatApp, type Person } from "../testing/index.ts";
import { ended, watch } from "../testing/watch.ts";

let app: ChatApp;
let ada: Person;
let eve: Person;

beforeAll(async () => {
  app = await createChatApp();
  ada = await app.person("ada");
  eve = await app.person("eve");
});
afterAll(() => app[Symbol.asyncDispose]());

describe("another's conversation answers as one that does not exist", () => {
  test.each(["get", "delete"] as const)("%s", async (verb) => {
    const { id } = await ada.caller.conversations.create({ title: "Hers" });
    for (const foreign of [id, newId("conversation"), newId("message"), "conv_", "x".repeat(300)]) {
      expect(await codeOf(eve.caller.conversations[verb]({ id: foreign }))).toBe("NOT_FOUND");
    }
    expect((await ada.caller.conversations.get({ id })).title).toBe("Hers");
  });

  test("update changes nothing", async () => {
    const { id } = await ada.caller.conversations.create({ title: "Hers" });
    expect(await codeOf(eve.caller.conversations.update({ id, data: { title: "Mine" } }))).toBe("NOT_FOUND");
    expect((await ada.caller.conversations.get({ id })).title).toBe("Hers");
  });

  test("list, search and deleteAll keep to one's own", async () => {
    await ada.caller.conversations.create({ title: "Zanzibar" });
    expect((await eve.caller.conversations.list({})).items).toEqual([]);
    expect((await eve.caller.conversations.search({ query: "Zanzibar" })).items).toEqual([]);
    await eve.caller.conversations.deleteAll();
    expect((await ada.caller.conversations.search({ query: "Zanzibar" })).items).toHaveLength(1);
  });

  test("an owner or a role in the input is not taken", async () => {
    const input = { title: "Mine", userId: eve.userId, role: "admin", id: newId("conversation") };
    const { id } = await ada.caller.conversations.create(input);
    expect(id).not.toBe(input.id);
    expect(await codeOf(eve.caller.conversations.get({ id }))).toBe("NOT_FOUND");
  });
});

describe("the list", () => {
  test("comes in pages by pin and last activity, without gaps or repeats, while things move", async () => {
    const bob = await app.person("bob");
    const ids: string[] = [];
    for (let index = 0; index < 9; index++) ids.push((await bob.caller.conversations.create({ title: `${index}` })).id);
    const [oldest = "", second = ""] = ids;
    await bob.caller.conversations.update({ id: oldest, data: { pinned: true } });
    await bob.caller.conversations.update({ id: second, data: { archived: true } });

    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await bob.caller.conversations.list({ limit: 3, cursor });
      seen.push(...page.items.map((each) => each.id));
      cursor = page.nextCursor;
      await bob.caller.conversations.create({ title: "new at the top" });
    } while (cursor);
    expect(seen).toEqual([oldest, ...ids.slice(2).reverse()]);
    const archived = await bob.caller.conversations.list({ archived: true });
    expect(archived.items.map((each) => each.id)).toEqual([second]);
  });

  test.each([
    ["no base64", "%%%"],
    ["no JSON", Buffer.from("{").toString("base64url")],
    ["another form", encodeCursor(["x"])],
    ["no time", encodeCursor([true, "yesterday", "conv_x"])],
    ["another list's", encodeCursor([newId("message")])],
  ])("a cursor that was tampered with is refused: %s", async (_what, cursor) => {
    expect(await codeOf(ada.caller.conversations.list({ cursor }))).toBe("CURSOR_INVALID");
  });
});

describe("search", () => {
  test("finds titles and messages, without accents, by their stems, in French and English, with the hit marked", async () => {
    const cleo = await app.person("cleo");
    app.upstream.default({ text: "Les chevaux galopent près de l'étang.", intervalMs: 0 });
    const { id } = await cleo.caller.conversations.create({ title: "Running horses" });
    await cleo.caller.chat.send({ content: "Où sont les élèves ?", conversationId: id });
    await watch(cleo.caller, { conversationId: id }, ended);
    for (const query of ["etang", "élève", "eleve", "cheval", "run", "horse", "galop"]) {
      const { items } = await cleo.caller.conversations.search({ query });
      expect(
        items.map((hit) => hit.conversationId),
        query,
      ).toContain(id);
      expect(
        items[0]?.excerpt.some((run) => run.hit),
        query,
      ).toBe(true);
    }
    await cleo.caller.conversations.delete({ id });
    expect((await cleo.caller.conversations.search({ query: "etang" })).items).toEqual([]);
  });

  test("pages go on where the one before ended, whatever is made meanwhile, and another's cursor gives one's own", async () => {
    const wally = await app.person("wally");
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push((await wally.caller.conversations.create({ title: "Walrus" })).id);
    const first = await wally.caller.conversations.search({ query: "walrus", limit: 2 });
    const seen = first.items.map((hit) => hit.conversationId);
    for (let cursor = first.nextCursor; cursor; ) {
      await wally.caller.conversations.create({ title: "Walrus" });
      const page = await wally.caller.conversations.search({ query: "walrus", limit: 2, cursor });
      seen.push(...page.items.map((hit) => hit.conversationId));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(ids.toReversed());
    const cursor = first.nextCursor;
    expect((await eve.caller.conversations.search({ query: "walrus", cursor })).items).toEqual([]);
  });

  test.each([
    ["no base64", "%%%"],
    ["another list's", encodeCursor([newId("message")])],
    ["no sheet", encodeCursor([["~", ""], null, null])],
    ["no text", encodeCursor([["a\0b", "", "~", ""], null, null])],
  ])("a cursor that was tampered with is refused: %s", async (_what, cursor) => {
    expect(await codeOf(ada.caller.conversations.search({ query: "walrus", cursor }))).toBe("CURSOR_INVALID");
  });

  test.each(["'", "a & | !", "((", "\\", "%_", ":*", "<script>", "\u{E000}", "🌞", "a".repeat(500)])(
    "takes any text: %s",
    async (query) => {
      expect((await ada.caller.conversations.search({ query })).items).toBeInstanceOf(Array);
    },
  );

  test.each(["a\0b", "\ud800"])("refuses what no text can be: %j", async (query) => {
    expect(await codeOf(ada.caller.conversations.search({ query }))).toMatch(/INVALID/);
  });
});

test("a title is proposed after the first exchange, and never over one that a person gave", async () => {
  app.upstream.default({ text: "“A fine title.”", intervalMs: 0 });
  const { conversationId: id } = await asked(ada.caller.chat.send({ content: "Name this" }));
  await watch(ada.caller, { conversationId: id }, (seen) => seen.at(-1)?.event.type === "conversation");
  expect((await ada.caller.conversations.get({ id })).title).toBe("A fine title");

  const other = await asked(ada.caller.chat.send({ content: "Name this" }));
  await ada.caller.conversations.update({ id: other.conversationId, data: { title: "Mine" } });
  await ada.caller.conversations.get({ id: other.conversationId });
  await watch(ada.caller, { conversationId: other.conversationId }, ended);
  const { usage } = {
    usage: () => app.db.asUser(ada.userId, (tx) => tx.usageEvent.count({ where: { purpose: "title" } })),
  };
  await expect.poll(usage).toBeGreaterThan(0);
  expect((await ada.caller.conversations.get({ id: other.conversationId })).title).toBe("Mine");
});

test("a conversation whose first answer failed is named by its question", async () => {
  const content = "Why is the sky blue? [[fake: status=401]]";
  const { conversationId: id } = await asked(ada.caller.chat.send({ content }));
  await watch(ada.caller, { conversationId: id }, (seen) => seen.at(-1)?.event.type === "conversation");
  expect((await ada.caller.conversations.get({ id })).title).toBe(content);
});

test("deleting leaves nothing of a conversation behind", async () => {
  const dora = await app.person("dora");
  app.upstream.default({ text: "Soon gone", intervalMs: 0 });
  const { conversationId } = await asked(dora.caller.chat.send({ content: "Remember" }));
  await watch(dora.caller, { conversationId }, ended);
  expect(await dora.caller.conversations.deleteAll()).toEqual({ deleted: 1 });
  const left = await app.db.asSystem("test", (tx) =>
    Promise.all([
      tx.conversation.count({ where: { userId: dora.userId } }),
      tx.message.count({ where: { userId: dora.userId } }),
      tx.run.count({ where: { userId: dora.userId } }),
    ]),
  );
  expect(left).toEqual([0, 0, 0]);
});
