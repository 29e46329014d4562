import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type ChatApp, codeOf, createChatApp, type Person } from "../testing/index.ts";

const apiKey = "sk-added-0123456789";
let app: ChatApp;
let admin: Person;
let member: Person;
beforeAll(async () => {
  app = await createChatApp();
  admin = await app.person("root", "admin");
  member = await app.person("member");
});
afterAll(() => app[Symbol.asyncDispose]());
afterEach(async () => {
  app.upstream.reset();
  for (const { id } of (await admin.caller.providers.list()).items) {
    if (id !== null) await admin.caller.providers.delete({ id });
  }
});

const input = (change: object = {}) => ({
  slug: "mine",
  kind: "compatible" as const,
  baseUrl: app.upstream.baseUrl,
  apiKey,
  models: ["m"],
  ...change,
});
const unknownId = "prv_01jd3w0000f0080000000000zz";

describe("the admins' procedures", () => {
  const calls: [name: string, call: (providers: Person["caller"]["providers"]) => Promise<unknown>][] = [
    ["list", (providers) => providers.list()],
    ["create", (providers) => providers.create(input())],
    ["rotateKey", (providers) => providers.rotateKey({ id: unknownId, apiKey })],
    ["delete", (providers) => providers.delete({ id: unknownId })],
    ["test", (providers) => providers.test({ slug: "openrouter" })],
  ];
  it.each(calls)("%s refuses members", async (_name, call) => {
    expect(await codeOf(call(member.caller.providers))).toBe("FORBIDDEN");
    expect(app.upstream.requests).toEqual([]);
  });

  it("know nothing by an unknown id", async () => {
    expect(await codeOf(admin.caller.providers.rotateKey({ id: unknownId, apiKey }))).toBe("NOT_FOUND");
    expect(await codeOf(admin.caller.providers.delete({ id: unknownId }))).toBe("NOT_FOUND");
    expect(await codeOf(admin.caller.providers.test({ slug: "nobody" }))).toBe("NOT_FOUND");
  });
});

describe("providers.create", () => {
  it.each([
    { slug: "Mine" },
    { slug: "a/b" },
    { slug: "" },
    { baseUrl: "ftp://a.example" },
    { baseUrl: "file:///etc/passwd" },
    { baseUrl: "http://user:secret@a.example/v1" },
    { baseUrl: "http://a.example/v1?x=1" },
    { baseUrl: "http://a.example/v1#x" },
    { baseUrl: "nowhere" },
    { apiKey: "two\nlines" },
    { apiKey: "sp ace" },
    { apiKey: "" },
    { models: ["\0"] },
  ])("refuses %j", async (change) => {
    expect(await codeOf(admin.caller.providers.create(input(change)))).toMatch(/^INVALID_/);
  });

  it.each(["openrouter", "guide", "ollama", "mine"])("refuses the taken name %s", async (slug) => {
    await admin.caller.providers.create(input());
    expect(await codeOf(admin.caller.providers.create(input({ slug })))).toBe("CONFLICT");
  });

  it("keeps none that fails the test, unless told to", async () => {
    const silent = input({ baseUrl: "http://127.0.0.1:1/v1" });
    const failing = admin.caller.providers.create(silent);
    await expect(failing).rejects.toMatchObject({
      cause: { code: "PROVIDER_TEST_FAILED", params: { reason: "unreachable", detail: "ECONNREFUSED" } },
    });
    expect((await admin.caller.providers.list()).items).toHaveLength(1);
    await admin.caller.providers.create({ ...silent, untested: true });
    expect((await admin.caller.providers.list()).items).toHaveLength(2);
  });

  it("keeps none at a private address, whatever it is told", async () => {
    await using strict = await createChatApp({ addedAddresses: "public" });
    const root = await strict.person("root", "admin");
    const refused = root.caller.providers.create({ ...input(), baseUrl: strict.upstream.baseUrl, untested: true });
    expect(await codeOf(refused)).toBe("PROVIDER_ADDRESS_REFUSED");
    expect((await root.caller.providers.list()).items.map(({ slug }) => slug)).toEqual(["openrouter"]);
  });

  it("shows no key but its end, keeps it unreadable, and answers with it at once in every process", async () => {
    const other = await app.beside();
    const created = await admin.caller.providers.create(input());
    expect(created).toMatchObject({ key: "set", keyLast4: "6789", isHidden: false });
    const rows = await app.db.asSystem("test: read providers", (tx) => tx.provider.findMany());
    for (const seen of [created, await admin.caller.providers.list(), rows]) {
      expect(JSON.stringify(seen)).not.toContain(apiKey.slice(0, -4));
    }
    expect(rows[0]?.sealedKey).toMatch(/^v1\./);
    await expect
      .poll(async () => (await other.services.models.list(member.userId)).items.map(({ id }) => id))
      .toContain("mine/m");
    expect(await admin.caller.providers.test({ slug: "mine" })).toMatchObject({ ok: true });
    expect(app.upstream.requests).toEqual([]);
    await member.caller.chat.send({ content: "Hello", model: "mine/m" });
    await expect.poll(() => app.upstream.requests[0]?.headers.authorization).toBe(`Bearer ${apiKey}`);
    await other.close();
  });
});

describe("a provider's key", () => {
  it("is replaced only by one that the provider takes", async () => {
    const { id } = await admin.caller.providers.create(input());
    app.upstream.models(null);
    const rotated = admin.caller.providers.rotateKey({ id: id ?? "", apiKey: "sk-another-987654321" });
    expect(await codeOf(rotated)).toBe("PROVIDER_TEST_FAILED");
    expect((await admin.caller.providers.list()).items[1]).toMatchObject({ keyLast4: "6789" });
    app.upstream.reset();
    expect(await admin.caller.providers.rotateKey({ id: id ?? "", apiKey: "sk-another-987654321" })).toMatchObject({
      keyLast4: "4321",
    });
    await member.caller.chat.send({ content: "Hello", model: "mine/m" });
    await expect.poll(() => app.upstream.requests[0]?.headers.authorization).toBe("Bearer sk-another-987654321");
  });

  it("that another AUTH_SECRET encrypted is said to be unreadable, and can be entered anew", async () => {
    const { id } = await admin.caller.providers.create(input());
    const other = await app.beside({ authSecret: "another secret of the tests, long enough" });
    const elsewhere = admin.on({ ...app, ...other });
    expect((await elsewhere.providers.list()).items[1]).toMatchObject({ key: "another-secret", keyLast4: "6789" });
    expect(await elsewhere.providers.test({ slug: "mine" })).toMatchObject({ ok: false, reason: "keyUnreadable" });
    expect(await codeOf(elsewhere.models.updatePolicy({ data: { defaultModel: "mine/m" } }))).toBe("MODEL_UNKNOWN");
    expect(await elsewhere.providers.rotateKey({ id: id ?? "", apiKey })).toMatchObject({ key: "set" });
    await other.close();
  });
});

describe("providers.delete", () => {
  it("makes its models unknown", async () => {
    const { id } = await admin.caller.providers.create(input());
    await admin.caller.providers.delete({ id: id ?? "" });
    expect(await codeOf(member.caller.chat.send({ content: "Hello", model: "mine/m" }))).toBe("MODEL_UNKNOWN");
  });
});
