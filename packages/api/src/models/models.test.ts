import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ChatApp, codeOf, createChatApp, type Person, testModel } from "../testing/index.ts";

const gpt = "openrouter/openai/gpt-5";
let app: ChatApp;
let admin: Person;
let ann: Person;
let bob: Person;
beforeAll(async () => {
  app = await createChatApp();
  admin = await app.person("root", "admin");
  ann = await app.person("ann");
  bob = await app.person("bob");
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  const data = { enabled: true, audience: "everyone" as const, people: [], prices: null };
  await admin.caller.models.update({ ids: [gpt, testModel], data });
  await admin.caller.models.updatePolicy({ data: { defaultModel: null, newModels: true } });
  app.upstream.reset();
});

const idsFor = async (person: Person) => (await person.caller.models.list()).items.map(({ id }) => id);
const managed = async (id: string) => (await admin.caller.models.listManaged()).items.find((item) => item.id === id);

describe("the admins' procedures", () => {
  const calls: [name: string, call: (models: Person["caller"]["models"]) => Promise<unknown>][] = [
    ["listManaged", (models) => models.listManaged()],
    ["update", (models) => models.update({ ids: [gpt], data: { audience: "everyone" } })],
    ["updatePolicy", (models) => models.updatePolicy({ data: { newModels: true } })],
  ];
  it.each(calls)("%s refuses members", async (_name, call) => {
    expect(await codeOf(call(ann.caller.models))).toBe("FORBIDDEN");
  });

  it.each([
    { prices: { inputMicrosPerMillion: -1, outputMicrosPerMillion: 1 } },
    { prices: { inputMicrosPerMillion: 0.5, outputMicrosPerMillion: 1 } },
    { prices: { inputMicrosPerMillion: Number.NaN, outputMicrosPerMillion: 1 } },
    { prices: { inputMicrosPerMillion: 1e15, outputMicrosPerMillion: 1 } },
  ])("update refuses %j", async (data) => {
    expect(await codeOf(admin.caller.models.update({ ids: [gpt], data }))).toBe("INVALID_INPUT");
  });

  it("know nobody by an unknown id, and no default that nobody has", async () => {
    const people = ["usr_01jd3w0000f0080000000000zz"];
    expect(await codeOf(admin.caller.models.update({ ids: [gpt], data: { people } }))).toBe("PERSON_UNKNOWN");
    expect(await codeOf(admin.caller.models.updatePolicy({ data: { defaultModel: "nobody/x" } }))).toBe(
      "MODEL_UNKNOWN",
    );
  });
});

describe("a model that someone may not use", () => {
  /** Every way in which a person can choose a model. */
  const ways: [name: string, choose: (person: Person, model: string) => Promise<unknown>][] = [
    ["chat.send", ({ caller }, model) => caller.chat.send({ content: "Hello", model })],
    ["chat.send to several", ({ caller }, model) => caller.chat.send({ content: "Hello", models: [testModel, model] })],
    [
      "chat.send where the conversation names it",
      async ({ caller, userId }, model) => {
        const { id } = await caller.conversations.create({});
        await app.db.asUser(userId, (tx) => tx.conversation.update({ where: { id }, data: { model } }));
        await caller.chat.send({ conversationId: id, content: "Hello" });
      },
    ],
    ["conversations.create", ({ caller }, model) => caller.conversations.create({ model })],
    [
      "conversations.update",
      async ({ caller }, model) => {
        const { id } = await caller.conversations.create({});
        return caller.conversations.update({ id, data: { model } });
      },
    ],
    ["users.updateSelf", ({ caller }, model) => caller.users.updateSelf({ data: { defaultModel: model } })],
  ];

  it.each(ways)("is refused by %s", async (_name, choose) => {
    await admin.caller.models.update({ ids: [gpt], data: { audience: "named", people: [bob.userId] } });
    // Known for the last minute, as to whom may use it.
    await choose(bob, gpt);
    expect(await codeOf(choose(ann, gpt))).toBe("MODEL_NOT_ALLOWED");
    await admin.caller.models.update({ ids: [gpt], data: { enabled: false } });
    expect(await codeOf(choose(bob, gpt))).toBe("MODEL_NOT_ALLOWED");
    expect(await codeOf(choose(bob, `${gpt}:nitro`))).toBe("MODEL_NOT_ALLOWED");
  });

  it("is in nobody's list but theirs", async () => {
    await admin.caller.models.update({ ids: [gpt], data: { audience: "named", people: [bob.userId] } });
    expect(await idsFor(ann)).not.toContain(gpt);
    expect(await idsFor(bob)).toContain(gpt);
  });

  it("is refused at once in every process", async () => {
    const other = await app.beside();
    expect(await other.services.models.require(gpt, ann.userId)).toMatchObject({ id: gpt });
    await admin.caller.models.update({ ids: [gpt], data: { enabled: false } });
    await expect.poll(() => other.services.models.isAllowed(gpt, ann.userId)).toBe(false);
    expect(() => other.services.models.recent(gpt, ann.userId)).toThrow();
    await other.close();
  });

  it("is refused to one who is no longer an admin, and taken from one who became one", async () => {
    await admin.caller.models.update({ ids: [gpt], data: { audience: "admins" } });
    expect(await idsFor(ann)).not.toContain(gpt);
    await admin.caller.users.update({ id: ann.userId, data: { role: "admin" } });
    expect(await idsFor(ann)).toContain(gpt);
    await admin.caller.users.update({ id: ann.userId, data: { role: "user" } });
    expect(await idsFor(ann)).not.toContain(gpt);
  });

  it("names no conversation", async () => {
    const cheap = "openrouter/google/gemini-2.5-flash-lite";
    await admin.caller.models.listManaged();
    expect(app.services.models.titleModel(gpt, ann.userId)).toBe(cheap);
    await admin.caller.models.update({ ids: [cheap], data: { enabled: false } });
    expect(app.services.models.titleModel(gpt, ann.userId)).toBe(gpt);
  });
});

describe("the model where nobody chose one", () => {
  it("is the admins', unless it is not for that person", async () => {
    await admin.caller.models.updatePolicy({ data: { defaultModel: gpt } });
    expect((await ann.caller.models.list()).defaultModel).toBe(gpt);
    await admin.caller.models.update({ ids: [gpt], data: { audience: "named", people: [bob.userId] } });
    expect((await bob.caller.models.list()).defaultModel).toBe(gpt);
    expect((await ann.caller.models.list()).defaultModel).toBe(testModel);
  });

  it("is not the one that they prefer, once that is off", async () => {
    await ann.caller.users.updateSelf({ data: { defaultModel: gpt } });
    await admin.caller.models.update({ ids: [gpt], data: { enabled: false } });
    await ann.caller.chat.send({ content: "Hello" });
    await expect.poll(() => app.upstream.requests.length).toBeGreaterThan(0);
    expect(app.upstream.requests[0]?.body).toMatchObject({ model: "fake/fast" });
  });
});

describe("a price that is set", () => {
  const prices = { inputMicrosPerMillion: 7, outputMicrosPerMillion: 9 };
  it("goes before the provider's, everywhere, until it is taken back", async () => {
    await admin.caller.models.update({ ids: [gpt], data: { prices } });
    expect(await managed(gpt)).toMatchObject({
      prices,
      pricesAreSet: true,
      listedPrices: { inputMicrosPerMillion: 1_250_000, outputMicrosPerMillion: 10_000_000 },
    });
    expect((await app.services.models.require(gpt, ann.userId)).prices).toEqual(prices);
    expect((await app.services.models.effective(gpt))?.prices).toEqual(prices);
    expect(app.services.models.priceOverride(gpt)).toEqual(prices);
    await admin.caller.models.update({ ids: [gpt], data: { prices: null } });
    expect(await managed(gpt)).toMatchObject({ pricesAreSet: false });
  });

  it("does not switch a model on where new ones are off", async () => {
    const other = "openrouter/anthropic/claude-sonnet-4.5";
    await admin.caller.models.updatePolicy({ data: { newModels: false } });
    await admin.caller.models.update({ ids: [other], data: { prices } });
    expect(await managed(other)).toMatchObject({ enabled: false, prices });
    expect(await idsFor(ann)).toEqual([gpt, testModel]);
  });
});
