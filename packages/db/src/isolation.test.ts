import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "./testing/index.ts";

const db = await createTestDatabase();
afterAll(() => db.close());

/** Tables that belong to nobody: only the system's role may touch them. */
const ofNobody = ["audit_entries", "model_rules", "providers", "system_settings", "usage_totals"];

/** What else there is where several people meet; each is tested below. */
const guestPolicies: Record<string, string[]> = {
  audit_entries: ["retention: ALL"],
  conversation_members: ["host: ALL", "own change: UPDATE"],
  conversations: ["shared read: SELECT", "shared write: UPDATE"],
  messages: ["shared keep: UPDATE", "shared read: SELECT", "shared take back: DELETE", "shared write: INSERT"],
  queued_messages: ["shared read: SELECT", "shared take back: DELETE", "shared write: INSERT"],
  runs: ["shared read: SELECT", "shared stop: UPDATE", "shared write: INSERT"],
};

type Table = { name: string; owned: boolean; enabled: boolean; forced: boolean };

const tables = await db.query<Table>(`
  select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
    c.relname = 'users' or exists (
      select from pg_attribute a where a.attrelid = c.oid and a.attname = 'user_id' and not a.attisdropped
    ) as owned
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> '_prisma_migrations'
  order by 1`);

const ownedTables = tables.filter((table) => table.owned).map((table) => table.name);
/** An owner writes others into these: that they take part is theirs to say. */
const writtenForOthers = ["users", "conversation_members"];
const ownerColumn = (table: string) => (table === "users" ? "id" : "user_id");

test("there are tables, and each belongs to someone or is known to belong to nobody", () => {
  expect(ownedTables).toContain("messages");
  expect(tables.filter((table) => !table.owned).map((table) => table.name)).toEqual(ofNobody);
});

describe.each(tables)("$name", ({ name, owned, enabled, forced }) => {
  test("has row-level security, forced for its owner too", () => {
    expect({ enabled, forced }).toEqual({ enabled: true, forced: true });
  });

  test("has one policy for a person's role, by owner, one for the system's, and for guests those that are known", async () => {
    const policies = await db.query<{
      name: string;
      roles: string[];
      using: string;
      check: string | null;
      command: string;
    }>(
      `select policyname as name, roles::text[] as roles, qual as using, with_check as check, cmd as command
         from pg_policies where schemaname = 'public' and tablename = $1 order by policyname`,
      [name],
    );
    const system = { name: "system", roles: ["causerie_system"], using: "true", check: null, command: "ALL" };
    const person = {
      name: "own",
      roles: ["causerie_app"],
      using: expect.stringMatching(
        new RegExp(
          `^\\(${ownerColumn(name)} = \\( SELECT current_setting\\('app.user_id'::text, true\\) AS current_setting\\)\\)$`,
        ),
      ),
      check: null,
      command: name === "conversation_members" ? "SELECT" : "ALL",
    };
    const forGuests = policies.filter((policy) => policy.name !== "own" && policy.name !== "system");
    expect(policies.filter((policy) => !forGuests.includes(policy))).toEqual(owned ? [person, system] : [system]);
    expect(forGuests.map((policy) => `${policy.name}: ${policy.command}`)).toEqual(guestPolicies[name] ?? []);
    // What the audit log's retention may is the table's owner's, whoever that is: no role's.
    const role = name === "audit_entries" ? "public" : "causerie_app";
    expect(forGuests.every(({ roles }) => roles.join() === role)).toBe(true);
  });
});

test("no role of the application can log in, bypass policies or own a table", async () => {
  const roles = await db.query(
    `select rolname from pg_roles where rolname in ('causerie_app', 'causerie_system')
       and not (rolcanlogin or rolsuper or rolbypassrls or rolcreatedb or rolcreaterole)`,
  );
  expect(roles).toHaveLength(2);
  const owned = await db.query(
    "select from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname like 'causerie\\_%' and c.relkind = 'r'",
  );
  expect(owned).toEqual([]);
});

describe("with every ownership filter taken away", () => {
  beforeAll(async () => {
    await db.truncate();
    for (const name of ["ann", "bob"]) {
      await db.asSystem("test: a row of each table for two people", async (tx) => {
        const userId = `usr_${name}`;
        await tx.user.create({
          data: { id: userId, email: name, username: name, usernameKey: name, passwordHash: `hash of ${name}` },
        });
        const conversationId = `conv_${name}`;
        await tx.conversation.create({ data: { id: conversationId, userId, title: `Title of ${name}` } });
        const messageId = `msg_${name}`;
        await tx.message.create({ data: { id: messageId, userId, conversationId, role: "user", parts: [] } });
        const runId = `run_${name}`;
        await tx.run.create({ data: { id: runId, userId, conversationId, messageId, model: "a/b", provider: "a" } });
        await tx.runEvent.create({ data: { runId, seq: 0, userId, data: {} } });
        const place = { conversationId, userId };
        const waiting = { id: `msg_waiting_${name}`, ...place, authorId: userId, afterMessageId: messageId, text: "" };
        await tx.queuedMessage.create({ data: waiting });
        await tx.conversationMember.create({ data: { ...place, ownerId: userId, role: "reader" } });
        await tx.inviteLink.create({ data: { id: `inv_${name}`, ...place, role: "reader" } });
        await tx.shareLink.create({ data: { id: `shr_${name}`, ...place } });
        await tx.usageEvent.create({
          data: {
            id: `use_${name}`,
            userId,
            purpose: "chat",
            provider: "a",
            model: "a/b",
            inputTokens: 1,
            outputTokens: 1,
            durationMs: 1,
          },
        });
        const sums = { calls: 1, inputTokens: 1, outputTokens: 1, costMicros: 1 };
        const day = new Date("2026-11-21");
        await tx.usageDay.create({ data: { userId, day, model: "a/b", reasoningTokens: 0, ...sums } });
        await tx.usageConversation.create({ data: { userId, day, conversationId, ...sums } });
        const held = { purpose: "chat", provider: "a", model: "a/b", amountMicros: 1, ownerId: "p" } as const;
        await tx.reservation.create({ data: { id: runId, userId, ...held, leaseUntil: day, createdAt: day } });
        const budget = { subject: userId, period: "day", kind: "hard", limitMicros: 1, updatedAt: day };
        await tx.budget.create({ data: { id: `bud_${name}`, userId, ...budget } });
        const importId = `imp_${name}`;
        await tx.import.create({
          data: { id: importId, userId, fileName: "a.zip", fingerprint: "a", sizeBytes: 1, status: "complete" },
        });
        await tx.importItem.create({ data: { importId, seq: 0, userId, outcome: "imported", notable: false } });
        const key = { name: "a", prefix: `cs_${name}`, secretHash: `hash of ${name}`, scopes: ["chat"] };
        await tx.apiKey.create({ data: { id: `key_${name}`, userId, ...key } });
        const leaseUntil = new Date();
        const sent = { requestHash: "a", holder: "a", leaseUntil, expiresAt: leaseUntil };
        await tx.idempotentRequest.create({ data: { id: `request of ${name}`, userId, ...sent } });
        await tx.linkedIdentity.create({ data: { issuer: "a", subject: name, userId, email: name } });
        await tx.secondFactor.create({ data: { userId, sealedSecret: "a" } });
        await tx.recoveryCode.create({ data: { userId, codeHash: "a" } });
        await tx.mailedLink.create({
          data: { userId, purpose: "reset", tokenHash: name, email: name, sessionVersion: 1, expiresAt: new Date() },
        });
      });
    }
  });

  const everything = async () =>
    await db.asSystem("test: read everything", async (tx) => {
      const rows: Record<string, unknown[]> = {};
      for (const table of ownedTables) {
        rows[table] = await tx.$queryRawUnsafe<{ row: unknown }[]>(
          `select to_jsonb(t) as row from ${table} t where ${ownerColumn(table)} = 'usr_ann' order by 1`,
        );
      }
      return rows;
    });

  test("each table has a row of Ann's to protect", async () => {
    for (const [table, rows] of Object.entries(await everything())) expect(rows, table).toHaveLength(1);
  });

  test.each(ownedTables)("nothing of Ann's is read from %s", async (table) => {
    const owner = ownerColumn(table);
    const rows = await db.asUser("usr_bob", (tx) =>
      tx.$queryRawUnsafe<{ owner: string }[]>(`select ${owner} as owner from ${table}`),
    );
    expect(rows).toEqual([{ owner: "usr_bob" }]);
  });

  test.each(ownedTables)("nothing of Ann's is changed in %s", async (table) => {
    const before = await everything();
    const column =
      table === "users" ? "locale" : ((await columns(table)).find((name) => !name.endsWith("id")) ?? "user_id");
    await db
      .asUser("usr_bob", (tx) => tx.$executeRawUnsafe(`update ${table} set ${column} = ${column}`))
      .then((count) => expect(count).toBe(1))
      .catch((error: unknown) => expect(String(error)).toContain("permission denied"));
    expect(await everything()).toEqual(before);
  });

  test.each(ownedTables)("nothing of Ann's is deleted from %s", async (table) => {
    const before = await everything();
    const undone = db.asUser("usr_bob", async (tx) => {
      const count = await tx.$executeRawUnsafe(`delete from ${table}`);
      throw new Error(`deleted ${count}`);
    });
    await expect(undone).rejects.toThrow(/deleted 1$|permission denied/);
    expect(await everything()).toEqual(before);
  });

  test.each(ownedTables.filter((table) => !writtenForOthers.includes(table)))(
    "nothing is written as Ann into %s",
    async (table) => {
      const names = await columns(table);
      const values = names.map((name) => {
        if (name === "user_id") return "'usr_ann'";
        // What a person may write but not read.
        if (name.endsWith("_hash")) return "'a hash'";
        return name === "id" ? `id || '_2'` : name === "seq" ? "seq + 1" : `"${name}"`;
      });
      const list = names.map((name) => `"${name}"`).join(", ");
      const insert = db.asUser("usr_bob", (tx) =>
        tx.$executeRawUnsafe(`insert into ${table} (${list}) select ${values.join(", ")} from ${table}`),
      );
      await expect(insert).rejects.toThrow(/row-level security|permission denied/);
    },
  );

  test.each(ownedTables.filter((table) => !writtenForOthers.includes(table)))(
    "nothing of Bob's is given to Ann in %s",
    async (table) => {
      const gift = db.asUser("usr_bob", (tx) => tx.$executeRawUnsafe(`update ${table} set user_id = 'usr_ann'`));
      await expect(gift).rejects.toThrow(/row-level security|permission denied/);
    },
  );

  test.each(ownedTables)("an unset user sees nothing of %s", async (table) => {
    const rows = await db.asSystem("test: a person's role without a person", async (tx) => {
      await tx.$executeRawUnsafe("set local role causerie_app");
      return await tx.$queryRawUnsafe<unknown[]>(`select ${ownerColumn(table)} from ${table}`);
    });
    expect(rows).toEqual([]);
  });

  test("a message can't hang on another's conversation, message or run", async () => {
    const add = (data: { conversationId: string; parentId?: string }) =>
      db.asUser("usr_bob", (tx) =>
        tx.message.create({ data: { id: "msg_x", userId: "usr_bob", role: "user", parts: [], ...data } }),
      );
    await expect(add({ conversationId: "conv_ann" })).rejects.toThrow(/oreign key/);
    await expect(add({ conversationId: "conv_bob", parentId: "msg_ann" })).rejects.toThrow(/oreign key/);
    const event = db.asUser("usr_bob", (tx) =>
      tx.runEvent.create({ data: { runId: "run_ann", seq: 9, userId: "usr_bob", data: {} } }),
    );
    await expect(event).rejects.toThrow(/oreign key/);
  });

  test.each(["role = 'admin'", "is_active = true", "session_version = 9", "password_hash = 'x'", "id = 'usr_x'"])(
    "a person can't set their own %s",
    async (assignment) => {
      const change = db.asUser("usr_bob", (tx) => tx.$executeRawUnsafe(`update users set ${assignment}`));
      await expect(change).rejects.toThrow(/permission denied/);
    },
  );

  test("a person can't read even their own password's hash, nor make or delete an account, nor read settings", async () => {
    for (const sql of [
      "select password_hash from users",
      "select secret_hash from api_keys",
      "update api_keys set scopes = '{admin}'",
      "delete from users",
      "insert into users (id) values ('usr_x')",
      "select * from system_settings",
      "select sealed_secret from second_factors",
      "select code_hash from recovery_codes",
      "select token_hash from mailed_links",
      "insert into linked_identities (issuer, subject, user_id, email) values ('a', 'x', 'usr_bob', 'x')",
      "select * from providers",
      "select * from model_rules",
      "truncate messages",
      "create table mine (id text)",
    ]) {
      await expect(
        db.asUser("usr_bob", (tx) => tx.$executeRawUnsafe(sql)),
        sql,
      ).rejects.toThrow(/permission denied/);
    }
  });
});

async function columns(table: string): Promise<string[]> {
  const rows = await db.query<{ name: string }>(
    `select attname as name from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  return rows.map((row) => row.name);
}
