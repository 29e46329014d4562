import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type UsageRow, writeUsage } from "../model-calls/model-calls.ts";
import { type ChatApp, codeOf, createChatApp, type Person } from "../testing/index.ts";

let app: ChatApp;
let ada: Person;
let eve: Person;

beforeAll(async () => {
  app = await createChatApp();
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  await app.db.truncate();
  ada = await app.person("ada");
  eve = await app.person("eve");
});

const days = { from: "2026-01-01", to: "2026-01-31" };
const wrong = [
  { ...days, by: "user" },
  { from: "2026-01-02", to: "2026-01-01", by: "day" },
  { from: "2025-01-01", to: "2026-01-31", by: "day" },
  { from: "2026-02-30", to: "2026-03-01", by: "day" },
];
test.each(wrong)("%j is refused", async (input) => {
  expect(await codeOf(ada.caller.usage.mine(input as never))).toBe("INVALID_INPUT");
});

test("what everyone used is for admins, and so are their budgets", async () => {
  expect(await codeOf(ada.caller.usage.all({ ...days, by: "user" }))).toBe("FORBIDDEN");
  expect(await codeOf(ada.caller.budgets.list())).toBe("FORBIDDEN");
  expect(await codeOf(ada.caller.budgets.subjects({}))).toBe("FORBIDDEN");
  const input = { subject: "everyone", period: "day", kind: "hard", limitMicros: 1 } as const;
  expect(await codeOf(ada.caller.budgets.set(input))).toBe("FORBIDDEN");
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 0.5, 1e13])("a budget of %d is refused", async (limitMicros) => {
  await app.db.asSystem("test", (tx) => tx.user.update({ where: { id: ada.userId }, data: { role: "admin" } }));
  app.services.auth.accountChanged(ada.userId, { sessionsEnded: false });
  const input = { subject: "everyone", period: "day", kind: "hard", limitMicros } as const;
  expect(await codeOf(ada.caller.budgets.set(input))).toBe("INVALID_INPUT");
});

test("anyone can be found for a budget, and any key by its person", async () => {
  const { id: keyId } = await eve.caller.apiKeys.create({ name: "Night build", scopes: ["chat"] });
  const { id: revoked } = await eve.caller.apiKeys.create({ name: "Gone", scopes: ["chat"] });
  await eve.caller.apiKeys.revoke({ id: revoked });
  const names = async (query: string) => (await app.services.budgets.subjects(query)).items.map((one) => one.username);
  expect(await names("")).toEqual(["eve", "ada"]);
  expect(await names("ADA")).toEqual(["ada"]);
  expect(await names("night")).toEqual(["eve"]);
  expect(await names("Gone")).toEqual([]);
  expect(await names("%")).toEqual([]);
  const [found] = (await app.services.budgets.subjects("eve")).items;
  expect(found?.keys.map(({ id, name }) => ({ id, name }))).toEqual([{ id: keyId, name: "Night build" }]);
  await app.services.budgets.set({ subject: keyId, period: "day", kind: "hard", limitMicros: 5 });
  const { items } = await app.services.budgets.list();
  expect(items).toMatchObject([{ subject: keyId, name: "Night build", person: "eve", limitMicros: 5 }]);
});

/** Calls of two people by some models and keys, around midnight and the end of a month. */
const calls = (people: readonly string[]) =>
  fc.array(
    fc.record({
      userId: fc.constantFrom(...people),
      keyId: fc.constantFrom(null, "key_a", "key_b"),
      conversationId: fc.constantFrom(null, "conv_a", "conv_b"),
      model: fc.constantFrom("p/a", "p/b"),
      inputTokens: fc.nat(2_147_483_647),
      outputTokens: fc.nat(1000),
      costMicros: fc.option(fc.bigInt(0n, 1_000_000_000_000n)),
      createdAt: fc.date({ min: new Date("2026-01-29"), max: new Date("2026-02-02"), noInvalidDate: true }),
      again: fc.boolean(),
    }),
    { maxLength: 30 },
  );

test("sums equal the events, however they come in and however often", async () => {
  const people = [ada.userId, eve.userId];
  const wide = { from: "2026-01-01", to: "2026-03-01" };
  await fc.assert(
    fc.asyncProperty(calls(people), fc.integer({ min: 1, max: 7 }), async (made, batch) => {
      const rows: UsageRow[] = made.map(({ again: _again, ...call }, n) => {
        const id = `use_${n}`;
        const rest = {
          runId: null,
          purpose: "chat",
          provider: "p",
          reasoningTokens: 0,
          estimated: false,
          durationMs: 1,
        } as const;
        return { id, callId: id, ...rest, ...call };
      });
      // Some are handed in twice, as after a commit whose answer was lost.
      const handedIn = [...rows, ...rows.filter((_, n) => made[n]?.again)];
      await app.db.asSystem("test: from the beginning", async (tx) => {
        for (const table of ["usage_events", "usage_days", "usage_conversations", "usage_totals"]) {
          await tx.$executeRawUnsafe(`delete from ${table}`);
        }
        for (let at = 0; at < handedIn.length; at += batch) await writeUsage(tx, handedIn.slice(at, at + batch));
      });
      for (const by of ["day", "model", "key", "conversation"] as const) {
        for (const person of [ada, eve]) {
          const { items } = await person.caller.usage.mine({ ...wide, by });
          const own = rows.filter(({ userId }) => userId === person.userId);
          expect(byId(items)).toEqual(addedUp(own, by));
        }
      }
      for (const by of ["day", "model", "user"] as const) {
        const { items } = await app.services.usage.all({ ...wide, by });
        expect(byId(items)).toEqual(addedUp(rows, by));
      }
    }),
    { numRuns: 25 },
  );
});

test("is read from the sums alone, so that it takes no longer the more events there are", async () => {
  await oneCall();
  await app.db.asSystem("test: no event is left", (tx) => tx.usageEvent.deleteMany());
  const sum = { name: null, calls: 1, inputTokens: 1, outputTokens: 2, costMicros: 3 };
  for (const [by, id] of [
    ["day", "2026-01-05"],
    ["model", "p/a"],
    ["key", ""],
    ["conversation", "conv_a"],
  ] as const) {
    expect((await eve.caller.usage.mine({ ...days, by })).items).toEqual([{ ...sum, id }]);
  }
  for (const [by, id] of [
    ["day", "2026-01-05"],
    ["model", "p/a"],
    ["user", eve.userId],
  ] as const) {
    const { items } = await app.services.usage.all({ ...days, by });
    expect(items).toMatchObject([{ ...sum, id, name: by === "user" ? "eve" : null }]);
  }
});

test("what an account spent that is gone stays spent", async () => {
  await oneCall();
  await app.db.asSystem("test: gone", (tx) => tx.user.delete({ where: { id: eve.userId } }));
  const { items } = await app.services.usage.all({ ...days, by: "user" });
  expect(items).toEqual([{ id: "", name: null, calls: 1, inputTokens: 1, outputTokens: 2, costMicros: 3 }]);
});

/** A call of Eve's. */
async function oneCall(): Promise<void> {
  const call = {
    conversationId: "conv_a",
    runId: null,
    purpose: "chat",
    provider: "p",
    model: "p/a",
    keyId: null,
  } as const;
  const used = { inputTokens: 1, outputTokens: 2, reasoningTokens: 0, costMicros: 3n, estimated: false, durationMs: 1 };
  const createdAt = new Date("2026-01-05");
  await app.db.asSystem("test: a call", (tx) =>
    writeUsage(tx, [{ id: "use_1", callId: "use_1", userId: eve.userId, ...call, ...used, createdAt }]),
  );
}

type Sum = { calls: number; inputTokens: number; outputTokens: number; costMicros: number };

const byId = (items: readonly (Sum & { id: string; name: string | null })[]) =>
  new Map(items.map(({ id, name: _name, ...sum }) => [id, sum]));

function addedUp(rows: readonly UsageRow[], by: "day" | "model" | "key" | "conversation" | "user"): Map<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const row of rows) {
    if (by === "conversation" && row.conversationId === null) continue;
    const ids = { day: row.createdAt.toISOString().slice(0, 10), model: row.model, user: row.userId };
    const id = { ...ids, key: row.keyId ?? "", conversation: row.conversationId ?? "" }[by];
    const sum = sums.get(id) ?? { calls: 0, inputTokens: 0, outputTokens: 0, costMicros: 0 };
    sums.set(id, {
      calls: sum.calls + 1,
      inputTokens: sum.inputTokens + row.inputTokens,
      outputTokens: sum.outputTokens + row.outputTokens,
      costMicros: sum.costMicros + Number(row.costMicros ?? 0n),
    });
  }
  return sums;
}
