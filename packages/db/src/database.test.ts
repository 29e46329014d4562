import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { isUniqueViolation } from "./index.ts";
import { createTestDatabase } from "./testing/index.ts";

const db = await createTestDatabase();
afterAll(() => db.close());

const person = (name: string) => ({
  id: `usr_${name}`,
  email: `${name}@example.org`,
  username: name,
  usernameKey: name,
  passwordHash: "hash",
});

const conversations = () => db.asUser("usr_ann", (tx) => tx.conversation.count());

beforeEach(async () => {
  await db.truncate();
  await db.asSystem("test: two people", (tx) => tx.user.createMany({ data: [person("ann"), person("bob")] }));
});

describe("scopes", () => {
  test("one without a user, or without a reason, is refused", async () => {
    await expect(db.asUser("", async () => 1)).rejects.toThrow(/needs a user/);
    await expect(db.asSystem(" ", async () => 1)).rejects.toThrow(/needs a reason/);
  });

  test("the system's reason is what the server shows", async () => {
    const [row] = await db.asSystem("test: name it's work", (tx) => tx.$queryRaw<object[]>`show application_name`);
    expect(row).toEqual({ application_name: "causerie: test: name it's work" });
  });

  test("a user's id can't say more than it is", async () => {
    const odd = "usr_ann', true), set_config('role', 'causerie_system";
    expect(await db.asUser(odd, (tx) => tx.user.findMany({ select: { id: true } }))).toEqual([]);
  });

  test("what was written before an error is undone", async () => {
    const broken = db.asUser("usr_ann", async (tx) => {
      await tx.conversation.create({ data: { id: "conv_1", userId: "usr_ann" } });
      throw new Error("half-way");
    });
    await expect(broken).rejects.toThrow("half-way");
    expect(await conversations()).toBe(0);
  });

  test("what was written before a refused statement is undone", async () => {
    const refused = db.asUser("usr_ann", async (tx) => {
      await tx.conversation.create({ data: { id: "conv_1", userId: "usr_ann" } });
      await tx.conversation.create({ data: { id: "conv_2", userId: "usr_bob" } });
    });
    await expect(refused).rejects.toThrow(/row-level security/);
    expect(await conversations()).toBe(0);
  });

  test("a scope within a scope is refused instead of waiting for itself", async () => {
    await expect(db.asUser("usr_ann", () => db.asUser("usr_bob", async () => 1))).rejects.toThrow(/inside another/);
  });

  test("a scope leaves nothing behind on its connection", async () => {
    await db.asUser("usr_ann", async () => 1);
    const rows = await db.query<{ role: string; person: string }>(
      "select current_setting('role') as role, coalesce(current_setting('app.user_id', true), '') as person",
    );
    expect(rows).toEqual([{ role: "none", person: "" }]);
  });

  test("hundreds at once each see their own and none is given up", async () => {
    const seen = await Promise.all(
      Array.from({ length: 500 }, (_, index) => {
        const id = index % 2 === 0 ? "usr_ann" : "usr_bob";
        return db.asUser(id, async (tx) => [
          id,
          ...(await tx.user.findMany({ select: { id: true } })).map((row) => row.id),
        ]);
      }),
    );
    for (const [asked, ...rows] of seen) expect(rows).toEqual([asked]);
  });

  test("a queue of transactions does not stop the event loop", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await Promise.all(Array.from({ length: 200 }, () => db.asUser("usr_ann", (tx) => tx.conversation.count())));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });
});

describe("values", () => {
  test("a time comes back as it was given, to the millisecond", async () => {
    const createdAt = new Date("2026-07-14T13:37:00.123Z");
    await db.asUser("usr_ann", async (tx) => {
      await tx.conversation.create({ data: { id: "conv_1", userId: "usr_ann", createdAt } });
      const row = await tx.conversation.findUniqueOrThrow({ where: { id: "conv_1" } });
      expect(row.createdAt).toEqual(createdAt);
      const [raw] = await tx.$queryRaw<{ at: Date; same: boolean }[]>`
        select created_at as at, created_at = ${createdAt} as same from conversations`;
      expect(raw).toEqual({ at: createdAt, same: true });
    });
  });

  test("JSON, large numbers and odd text come back as they were given", async () => {
    const parts = [{ type: "text", text: 'quote " back\\slash 😀 \u202E e\u0301' }];
    await db.asSystem("test: a large number", async (tx) => {
      await tx.usageEvent.create({
        data: {
          id: "use_1",
          userId: "usr_ann",
          purpose: "chat",
          provider: "p",
          model: "m",
          inputTokens: 1,
          outputTokens: 2,
          costMicros: 9_007_199_254_740_993n,
          durationMs: 3,
        },
      });
    });
    await db.asUser("usr_ann", async (tx) => {
      await tx.conversation.create({ data: { id: "conv_1", userId: "usr_ann", title: "l'été \\ 😀" } });
      await tx.message.create({
        data: { id: "msg_1", userId: "usr_ann", conversationId: "conv_1", role: "user", parts },
      });
      expect((await tx.message.findFirstOrThrow()).parts).toEqual(parts);
      expect((await tx.conversation.findFirstOrThrow()).title).toBe("l'été \\ 😀");
      expect((await tx.usageEvent.findFirstOrThrow()).costMicros).toBe(9_007_199_254_740_993n);
      const ids = ["conv_1", "conv_2"];
      expect(await tx.$queryRaw`select id from conversations where id = any(${ids})`).toEqual([{ id: "conv_1" }]);
    });
  });
});

describe("unique violations", () => {
  const add = (data: ReturnType<typeof person>) =>
    db.asSystem("test: a double", (tx) => tx.user.create({ data })).catch((error: unknown) => error);

  test("are told apart by column", async () => {
    const email = await add({ ...person("cat"), email: "ann@example.org" });
    expect(
      [undefined, "email", "username_key", "users_email_key"].map((what) => isUniqueViolation(email, what)),
    ).toEqual([true, true, false, true]);
    expect(isUniqueViolation(await add({ ...person("cat"), usernameKey: "ann" }), "username_key")).toBe(true);
  });

  test("are known from raw queries, and other errors are not taken for them", async () => {
    const raw = await db
      .asSystem("test: a double", (tx) => tx.$executeRaw`update users set email = 'same'`)
      .catch((error: unknown) => error);
    expect(isUniqueViolation(raw, "email")).toBe(true);
    const other = await db
      .asSystem("test: a mistake", (tx) => tx.$queryRaw`select 1 / 0`)
      .catch((error: unknown) => error);
    expect(isUniqueViolation(other)).toBe(false);
    expect(isUniqueViolation(new Error("x"))).toBe(false);
  });
});

test("the health check passes, and fails when the database is closed", async () => {
  await db.check();
  const other = await createTestDatabase();
  await other.close();
  await expect(other.check()).rejects.toThrow();
});
