import { randomBytes } from "node:crypto";
import { newId } from "@causerie/core";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { createAccountsApp, goodPassword } from "../auth/testing/accounts-app.ts";
import { scopes } from "../context.ts";
import { codeOf } from "../testing/index.ts";
import { newKeyText } from "./key-text.ts";

type AccountsApp = Awaited<ReturnType<typeof createAccountsApp>>;
type Person = Awaited<ReturnType<AccountsApp["signUp"]>>;

let app: AccountsApp;
let ann: Person;
beforeAll(async () => {
  app = await createAccountsApp();
  ann = await app.signUp("ann");
});
afterAll(() => app[Symbol.asyncDispose]());

const by = (secret: string, address?: string) => app.caller({ kind: "api-key", secret }, address);
const everything = scopes.filter((scope) => scope !== "admin");
const make = (person: Person, wanted: Parameters<Person["as"]["apiKeys"]["create"]>[0]["scopes"] = everything) =>
  person.as.apiKeys.create({ name: "A program", scopes: wanted });

describe("a key that proves nothing", () => {
  it.each([
    ["cut off", (key: string) => key.slice(0, -1)],
    ["cut off in the middle", (key: string) => key.slice(0, 30)],
    ["with one character changed", (key: string) => key.slice(0, 30) + (key[30] === "A" ? "B" : "A") + key.slice(31)],
    ["with something behind it", (key: string) => `${key}x`],
    ["of its beginning alone", () => "cs_live_"],
    ["of something else", () => randomBytes(40).toString("hex")],
  ])("%s is told from a wrong one", async (_name, change) => {
    const { key } = await make(ann);
    expect(await codeOf(by(change(key)).auth.me())).toBe("KEY_INCOMPLETE");
  });

  it("of nobody, or with another's secret behind a prefix that there is", async () => {
    const { prefix } = await make(ann);
    expect(await codeOf(by(newKeyText().text).auth.me())).toBe("KEY_INVALID");
    expect(await codeOf(by(newKeyText(prefix).text).auth.me())).toBe("KEY_INVALID");
  });

  it("revoked, at the next request", async () => {
    const { key, id } = await make(ann);
    expect((await by(key).auth.me()).id).toBe(ann.id);
    await ann.as.apiKeys.revoke({ id });
    expect(await codeOf(by(key).auth.me())).toBe("KEY_INVALID");
    expect(await codeOf(ann.as.apiKeys.revoke({ id }))).toBe("NOT_FOUND");
  });

  it("out of date, to the second", async () => {
    const { key, id } = await ann.as.apiKeys.create({ name: "Short", scopes: ["chat"], expiresInDays: 1 });
    app.clock.advance(86_400_000 - 1000);
    await by(key).auth.me();
    app.clock.advance(1000);
    expect(await codeOf(by(key).auth.me())).toBe("KEY_INVALID");
    expect(await codeOf(ann.as.apiKeys.rotate({ id }))).toBe("NOT_FOUND");
  });
});

describe("a key obeys its person", () => {
  it("who was deactivated, and deleted", async () => {
    const admin = await app.signUpAdmin("keeper");
    const [one, two] = [await app.signUp("one"), await app.signUp("two")];
    const keys = [await make(one), await make(two)].map(({ key }) => by(key));
    for (const caller of keys) await caller.auth.me();
    await admin.as.users.update({ id: one.id, data: { isActive: false } });
    await two.as.users.deleteSelf({ password: goodPassword });
    for (const caller of keys) expect(await codeOf(caller.auth.me())).toBe("KEY_INVALID");
  });

  it("who is no longer an admin", async () => {
    const [admin, former] = [await app.signUpAdmin("staying"), await app.signUpAdmin("former")];
    const { key } = await make(former, ["admin", "chat"]);
    await by(key).users.list({});
    await admin.as.users.update({ id: former.id, data: { role: "user" } });
    expect(await codeOf(by(key).users.list({}))).toBe("SCOPE_MISSING");
    expect((await by(key).auth.me()).id).toBe(former.id);
  });

  it("and has the scope of admins only from one", async () => {
    expect(await codeOf(make(ann, ["admin"]))).toBe("FORBIDDEN");
  });
});

describe("rotation", () => {
  it("leaves the old key good for as long as was said, and only the one before it", async () => {
    const first = await make(ann);
    const second = await ann.as.apiKeys.rotate({ id: first.id, overlapHours: 2 });
    expect(second).toMatchObject({ id: first.id, prefix: first.prefix, scopes: first.scopes });
    app.clock.advance(2 * 3_600_000 - 1);
    for (const { key } of [first, second]) expect((await by(key).auth.me()).id).toBe(ann.id);
    app.clock.advance(1);
    expect(await codeOf(by(first.key).auth.me())).toBe("KEY_INVALID");
    const third = await ann.as.apiKeys.rotate({ id: first.id, overlapHours: 0 });
    expect(await codeOf(by(second.key).auth.me())).toBe("KEY_INVALID");
    expect((await by(third.key).auth.me()).id).toBe(ann.id);
  });

  it("takes at most a week", async () => {
    const { id } = await make(ann);
    expect(await codeOf(ann.as.apiKeys.rotate({ id, overlapHours: 7 * 24 + 1 }))).toBe("INVALID_INPUT");
  });
});

describe("managing keys", () => {
  it("takes a person who signed in, and their own keys", async () => {
    const eve = await app.signUp("eve");
    const { id, key } = await make(ann);
    const strangers = [
      () => eve.as.apiKeys.revoke({ id }),
      () => eve.as.apiKeys.rename({ id, name: "x" }),
      () => eve.as.apiKeys.rotate({ id }),
    ];
    for (const call of strangers) expect(await codeOf(call())).toBe("NOT_FOUND");
    expect(await codeOf(ann.as.apiKeys.revoke({ id: newId("apiKey") }))).toBe("NOT_FOUND");
    expect((await eve.as.apiKeys.list()).items).toEqual([]);
    expect(await codeOf(by(key).apiKeys.list())).toBe("SCOPE_MISSING");
  });

  it.each([
    ["no scope", { scopes: [] }],
    ["a scope that there is not", { scopes: ["everything"] }],
    ["an empty name", { name: "  " }],
    ["a name that can't be stored", { name: "a\0b" }],
    ["no day", { expiresInDays: 0 }],
    ["no call", { ratePerMinute: 0 }],
    ["a rate that is no number", { ratePerMinute: Number.NaN }],
    ["less than no money", { budgetMicros: -1, budgetPeriod: "day" }],
    ["all the money", { budgetMicros: 1e300, budgetPeriod: "day" }],
    ["money that is no number", { budgetMicros: Number.NaN, budgetPeriod: "day" }],
    ["money without a period", { budgetMicros: 1 }],
    ["a period without money", { budgetPeriod: "month" }],
  ])("refuses %s", async (_name, change) => {
    const input = Object.assign({ name: "A", scopes: ["chat" as const] }, change as object);
    expect(["INVALID_INPUT", "INVALID_CHARACTERS"]).toContain(await codeOf(ann.as.apiKeys.create(input)));
  });

  it("shows the key once, and never keeps it", async () => {
    const bob = await app.signUp("bob");
    const { key, ...made } = await bob.as.apiKeys.create({
      name: " Robot ",
      scopes: ["chat", "chat"],
      ratePerMinute: 5,
      budgetMicros: 1_000_000,
      budgetPeriod: "month",
    });
    expect(key.startsWith(made.prefix)).toBe(true);
    expect(made).toMatchObject({ name: "Robot", scopes: ["chat"], ratePerMinute: 5, budgetMicros: 1_000_000 });
    await bob.as.apiKeys.rename({ id: made.id, name: "Toaster" });
    expect((await bob.as.apiKeys.list()).items).toEqual([{ ...made, name: "Toaster" }]);
    const [row] = await app.db.asSystem("test", (tx) => tx.apiKey.findMany({ where: { userId: bob.id } }));
    expect(JSON.stringify(Object.values(row ?? {}).map(String))).not.toContain(key.slice(made.prefix.length + 1, -6));
    await bob.as.apiKeys.revoke({ id: made.id });
    expect((await bob.as.apiKeys.list()).items).toEqual([]);
  });

  it("says when a key was last used, to the minute", async () => {
    const { key, id } = await make(ann);
    const lastUsed = async () => {
      await app.services.apiKeys.close();
      return (await ann.as.apiKeys.list()).items.find((item) => item.id === id)?.lastUsedAt;
    };
    expect(await lastUsed()).toBeNull();
    const first = app.clock.now().toISOString();
    await by(key).auth.me();
    expect(await lastUsed()).toBe(first);
    app.clock.advance(59_000);
    await by(key).auth.me();
    expect(await lastUsed()).toBe(first);
    app.clock.advance(1_000);
    await by(key).auth.me();
    expect(await lastUsed()).toBe(app.clock.now().toISOString());
  });
});

describe("a token for a key", () => {
  it("is given to the key alone", async () => {
    const { key } = await make(ann);
    expect(await codeOf(ann.as.auth.exchangeKey())).toBe("FORBIDDEN");
    const { accessToken } = await by(key).auth.exchangeKey();
    const token = app.caller({ kind: "bearer", token: accessToken });
    expect((await token.auth.me()).id).toBe(ann.id);
    expect(await codeOf(token.auth.exchangeKey())).toBe("FORBIDDEN");
    expect(await codeOf(token.apiKeys.list())).toBe("SCOPE_MISSING");
  });

  it("may do what the key may, and ends with it and with its person's sessions", async () => {
    const { key, id } = await make(ann, ["chat"]);
    const tokens = [await by(key).auth.exchangeKey(), await by((await make(ann)).key).auth.exchangeKey()];
    const [one, two] = tokens.map(({ accessToken }) => app.caller({ kind: "bearer", token: accessToken }));
    expect(await codeOf(one?.conversations.list({}) ?? Promise.resolve())).toBe("SCOPE_MISSING");
    await two?.conversations.list({});
    await ann.as.apiKeys.revoke({ id });
    expect(await codeOf(one?.auth.me() ?? Promise.resolve())).toBe("KEY_INVALID");
    await ann.as.auth.signOutEverywhere();
    expect(await codeOf(two?.auth.me() ?? Promise.resolve())).toBe("SESSION_EXPIRED");
  });

  it("ends after its own time, and with its key where that ends sooner", async () => {
    const zed = await app.signUp("zed");
    const keys = [await zed.as.apiKeys.create({ name: "Short", scopes: ["chat"], expiresInDays: 1 }), await make(zed)];
    app.clock.advance(86_400_000 - 5 * 60_000);
    const tokens = await Promise.all(keys.map(({ key }) => by(key).auth.exchangeKey()));
    const ask = tokens.map(
      ({ accessToken }) =>
        () =>
          app.caller({ kind: "bearer", token: accessToken }).auth.me(),
    );
    for (const { expiresAt } of tokens) expect(Date.parse(expiresAt) - app.clock.now().getTime()).toBe(15 * 60_000);
    app.clock.advance(5 * 60_000);
    expect(await codeOf(ask[0]?.() ?? Promise.resolve())).toBe("KEY_INVALID");
    expect((await ask[1]?.())?.id).toBe(zed.id);
    app.clock.advance(10 * 60_000);
    for (const me of ask) expect(await codeOf(me())).toBe("SESSION_EXPIRED");
    expect((await by(keys[1]?.key ?? "").auth.me()).id).toBe(zed.id);
  });
});

test("a revoked key's stream ends at once, and its person's goes on", async () => {
  const zoe = await app.signUp("zoe");
  const { key, id } = await make(zoe);
  const { id: conversationId } = await zoe.as.conversations.create({ title: "Watched" });
  const watch = (caller: Person["as"]) => {
    let heard = 0;
    const over = (async () => {
      for await (const _event of await caller.conversations.onEvent({ conversationId })) heard++;
    })();
    return { heard: () => heard, over };
  };
  const [hers, its] = [watch(zoe.as), watch(by(key))];
  for (const { heard } of [hers, its]) await expect.poll(heard).toBeGreaterThan(0);
  await zoe.as.apiKeys.revoke({ id });
  expect(await codeOf(its.over)).toBe("KEY_INVALID");
  const before = hers.heard();
  await zoe.as.conversations.update({ id: conversationId, data: { title: "Still watched" } });
  await expect.poll(hers.heard).toBeGreaterThan(before);
  await zoe.as.auth.signOutEverywhere();
  expect(await codeOf(hers.over)).toBe("SESSION_EXPIRED");
});

describe("a stream ends with what opened it", () => {
  const day = 24 * 3_600_000;
  let joe: Person;
  beforeAll(async () => {
    joe = await app.signUp("joe");
  });

  async function watching(caller: Person["as"], conversationId: string) {
    let heard = 0;
    const over = (async () => {
      for await (const _event of await caller.conversations.onEvent({ conversationId })) heard++;
    })();
    await expect.poll(() => heard).toBeGreaterThan(0);
    return { heard: () => heard, over: codeOf(over) };
  }

  it("when the key expires", async () => {
    const { id: conversationId } = await joe.as.conversations.create({ title: "Until it expires" });
    const { key } = await joe.as.apiKeys.create({ name: "Short", scopes: everything, expiresInDays: 2 });
    const { over, heard } = await watching(by(key), conversationId);
    app.clock.advance(2 * day - 1);
    const before = heard();
    await joe.as.conversations.update({ id: conversationId, data: { title: "Still watched" } });
    await expect.poll(heard).toBeGreaterThan(before);
    app.clock.advance(1);
    expect(await over).toBe("KEY_INVALID");
  });

  it("when a token made of the key ends, by its own time or with its key, whichever is sooner", async () => {
    const { id: conversationId } = await joe.as.conversations.create({ title: "Until a token ends" });
    const keys = [
      await joe.as.apiKeys.create({ name: "Short", scopes: everything, expiresInDays: 1 }),
      await make(joe),
    ];
    app.clock.advance(day - 5 * 60_000);
    const [byShort, byLong] = await Promise.all(
      keys.map(async ({ key }) => {
        const { accessToken } = await by(key).auth.exchangeKey();
        return watching(app.caller({ kind: "bearer", token: accessToken }), conversationId);
      }),
    );
    app.clock.advance(5 * 60_000);
    expect(await byShort?.over).toBe("KEY_INVALID");
    app.clock.advance(10 * 60_000 - 1_000);
    const before = byLong?.heard() ?? 0;
    await joe.as.conversations.update({ id: conversationId, data: { title: "Still by the longer one" } });
    await expect.poll(() => byLong?.heard()).toBeGreaterThan(before);
    app.clock.advance(1_000);
    expect(await byLong?.over).toBe("SESSION_EXPIRED");
  });

  it("when the overlap of a rotation is over, which those with the new secret don't notice", async () => {
    const { id: conversationId } = await joe.as.conversations.create({ title: "Until it is rotated" });
    const { key, id } = await make(joe);
    const old = await watching(by(key), conversationId);
    const next = await watching(by((await joe.as.apiKeys.rotate({ id, overlapHours: 24 })).key), conversationId);
    app.clock.advance(day - 1);
    const before = old.heard();
    await joe.as.conversations.update({ id: conversationId, data: { title: "Still by both" } });
    await expect.poll(old.heard).toBeGreaterThan(before);
    app.clock.advance(1);
    expect(await old.over).toBe("KEY_INVALID");
    const heard = next.heard();
    await joe.as.conversations.update({ id: conversationId, data: { title: "By the new one" } });
    await expect.poll(next.heard).toBeGreaterThan(heard);
    await joe.as.apiKeys.revoke({ id });
    expect(await next.over).toBe("KEY_INVALID");
  });
});

describe("wrong keys by the dozen", () => {
  it("close an address for a minute to keys that were not seen to be good", async () => {
    const bea = await app.signUp("bea");
    const [seen, unseen] = [await make(bea), await make(bea)];
    const address = "192.0.2.77";
    await by(seen.key, address).auth.me();
    const wrong = () => codeOf(by(newKeyText().text, address).auth.me());
    const codes = new Set<string>();
    for (let turn = 0; turn < 61; turn++) codes.add(await wrong());
    expect([...codes]).toEqual(["KEY_INVALID"]);
    expect(await wrong()).toBe("RATE_LIMITED");
    expect(await codeOf(by(unseen.key, address).auth.me())).toBe("RATE_LIMITED");
    await by(seen.key, address).auth.me();
    await by(unseen.key, "192.0.2.78").auth.me();
    app.clock.advance(61_000);
    await by(unseen.key, address).auth.me();
  });
});
