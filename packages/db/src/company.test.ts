import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase } from "./testing/index.ts";

/**
 * Several people in one conversation, by the database's own rules: Ann owns it, Will writes, Rita reads, Bob has no part.
 * No filter of the application stands between them and it.
 */
const db = await createTestDatabase();
afterAll(() => db.close());

beforeEach(async () => {
  await db.truncate();
  await db.asSystem("test: several people", async (tx) => {
    for (const name of ["ann", "will", "rita", "bob"]) {
      const person = { email: name, username: name, usernameKey: name, passwordHash: "none" };
      await tx.user.create({ data: { id: `usr_${name}`, ...person } });
    }
    const place = { userId: "usr_ann", conversationId: "conv_1" };
    await tx.conversation.create({ data: { id: "conv_1", userId: "usr_ann", title: "Hers" } });
    await tx.conversation.create({ data: { id: "conv_2", userId: "usr_ann", title: "Hers alone" } });
    const asked = { ...place, role: "user" as const, authorId: "usr_ann", parts: [], text: "Question" };
    await tx.message.create({ data: { id: "msg_1", ...asked } });
    await tx.message.create({ data: { id: "msg_2", ...place, role: "assistant", parentId: "msg_1", parts: [] } });
    const run = { ...place, messageId: "msg_2", model: "a/b", provider: "a", askerId: "usr_ann" };
    await tx.run.create({ data: { id: "run_1", ...run } });
    for (const [userId, role] of [
      ["usr_will", "writer"],
      ["usr_rita", "reader"],
    ] as const) {
      await tx.conversationMember.create({ data: { conversationId: "conv_1", ownerId: "usr_ann", userId, role } });
    }
  });
});

const as = (name: string, sql: string) => db.asUser(`usr_${name}`, (tx) => tx.$executeRawUnsafe(sql));
const rows = (name: string, sql: string) =>
  db.asUser(`usr_${name}`, (tx) => tx.$queryRawUnsafe<Record<string, unknown>[]>(sql));
const refused = /row-level security|permission denied|not theirs/;

const insertMessage = (values: {
  id: string;
  author: string;
  owner?: string;
  conversation?: string;
  role?: string;
}) => `
  insert into messages (id, user_id, conversation_id, parent_id, role, author_id, parts, updated_at)
  values ('${values.id}', '${values.owner ?? "usr_ann"}', '${values.conversation ?? "conv_1"}', null,
    '${values.role ?? "user"}', ${values.author}, '[]', now())`;

describe("who takes part", () => {
  test.each(["will", "rita"])("%s reads the conversation, and no other of hers", async (name) => {
    expect(await rows(name, "select id from conversations")).toEqual([{ id: "conv_1" }]);
    expect(await rows(name, "select id from messages order by id")).toEqual([{ id: "msg_1" }, { id: "msg_2" }]);
    expect(await rows(name, "select id from runs")).toEqual([{ id: "run_1" }]);
    expect(await rows(name, "select username from causerie_people('conv_1') order by 1")).toHaveLength(3);
    expect(await rows(name, "select username from causerie_people('conv_2')")).toEqual([]);
  });

  test("nobody else reads anything, and whoever has left reads nothing any more", async () => {
    for (const table of ["conversations", "messages", "runs", "queued_messages", "conversation_members"]) {
      expect(await rows("bob", `select true as seen from ${table}`), table).toEqual([]);
    }
    await as("will", "update conversation_members set left_at = now()");
    expect(await rows("will", "select id from conversations")).toEqual([]);
    expect(await rows("will", "select id from messages")).toEqual([]);
    expect(await rows("will", "select * from causerie_people('conv_1')")).toEqual([]);
  });

  test("a member sees their own row alone, not the others' pins and places", async () => {
    expect(await rows("will", "select user_id from conversation_members")).toEqual([{ user_id: "usr_will" }]);
    expect(await rows("ann", "select user_id from conversation_members")).toHaveLength(2);
  });
});

describe("a writer", () => {
  test("asks in their own name: a question, an empty answer, a run", async () => {
    expect(await as("will", insertMessage({ id: "msg_3", author: "'usr_will'" }))).toBe(1);
    expect(await as("will", insertMessage({ id: "msg_4", author: "null", role: "assistant" }))).toBe(1);
    const run = (asker: string) => `
      insert into runs (id, user_id, conversation_id, message_id, model, provider, asker_id)
      values ('run_2', 'usr_ann', 'conv_1', 'msg_4', 'a/b', 'a', '${asker}')`;
    await expect(as("will", run("usr_ann"))).rejects.toThrow(refused);
    expect(await as("will", run("usr_will"))).toBe(1);
  });

  test.each([
    ["in another's name", insertMessage({ id: "msg_3", author: "'usr_ann'" })],
    ["in nobody's", insertMessage({ id: "msg_3", author: "null" })],
    ["as the system", insertMessage({ id: "msg_3", author: "'usr_will'", role: "system" })],
    ["in another conversation of hers", insertMessage({ id: "msg_3", author: "'usr_will'", conversation: "conv_2" })],
    ["under their own ownership", insertMessage({ id: "msg_3", author: "'usr_will'", owner: "usr_will" })],
  ])("does not write %s", async (_how, sql) => {
    await expect(as("will", sql)).rejects.toThrow(/row-level security|oreign key/);
  });

  test.each([
    ["the title", "update conversations set title = 'His'"],
    ["the owner", "update conversations set user_id = 'usr_will'"],
    ["her place", "update conversations set head_message_id = 'msg_1'"],
    ["a run's end", "update runs set status = 'complete'"],
    ["a run's writer", "update runs set owner_id = 'mine'"],
    ["their role", "update conversation_members set role = 'writer', joined_at = now()"],
    ["whose guest they are", "update conversation_members set owner_id = 'usr_will'"],
  ])("does not change %s", async (_what, sql) => {
    await expect(as("will", sql)).rejects.toThrow(/not theirs|row-level security|oreign key/);
  });

  test("says that something happened, stops a run, pins for themselves", async () => {
    expect(await as("will", "update conversations set last_activity_at = now(), model = 'a/b'")).toBe(1);
    expect(await as("will", "update runs set stop_requested = true")).toBe(1);
    expect(await as("will", "update conversation_members set pinned = true, head_message_id = 'msg_1'")).toBe(1);
    const [hers] = await rows("ann", "select pinned from conversations where id = 'conv_1'");
    expect(hers).toEqual({ pinned: false });
  });

  test("changes no message, and deletes their own alone", async () => {
    expect(await as("will", "update messages set text = 'x'")).toBe(0);
    expect(await as("will", "delete from messages")).toBe(0);
    await as("will", insertMessage({ id: "msg_3", author: "'usr_will'" }));
    expect(await as("will", "delete from messages")).toBe(1);
    expect(await as("will", "delete from conversations")).toBe(0);
    expect(await as("will", "delete from conversation_members")).toBe(0);
  });

  test("ends the standing side by side of answers, and nothing else of them", async () => {
    await db.asSystem("test", (tx) => tx.message.update({ where: { id: "msg_2" }, data: { sideBySide: true } }));
    await expect(as("will", "update messages set side_by_side = false, text = 'x'")).rejects.toThrow(/not theirs/);
  });
});

describe("a reader", () => {
  test.each([
    ["writes", insertMessage({ id: "msg_3", author: "'usr_rita'" })],
    [
      "queues",
      `insert into queued_messages (id, user_id, conversation_id, author_id, after_message_id, text)
        values ('msg_9', 'usr_ann', 'conv_1', 'usr_rita', 'msg_2', 'x')`,
    ],
  ])("never %s", async (_what, sql) => {
    await expect(as("rita", sql)).rejects.toThrow(/row-level security/);
  });

  test.each([
    "update conversations set last_activity_at = now()",
    "update runs set stop_requested = true",
    "delete from messages",
  ])("has no effect by: %s", async (sql) => {
    expect(await as("rita", sql)).toBe(0);
  });
});

describe("taking part is the owner's to give", () => {
  const join = (user: string, owner: string) => `
    insert into conversation_members (conversation_id, user_id, owner_id, role)
    values ('conv_1', '${user}', '${owner}', 'writer')`;

  test("nobody lets themselves in, back in, or up", async () => {
    await expect(as("bob", join("usr_bob", "usr_ann"))).rejects.toThrow(/row-level security/);
    await expect(as("bob", join("usr_bob", "usr_bob"))).rejects.toThrow(/oreign key/);
    await expect(as("will", join("usr_bob", "usr_ann"))).rejects.toThrow(/row-level security/);
    await expect(as("rita", "update conversation_members set role = 'writer'")).rejects.toThrow(/not theirs/);
    await as("rita", "update conversation_members set left_at = now()");
    await expect(as("rita", "update conversation_members set left_at = null")).rejects.toThrow(/not theirs/);
  });

  test("an owner lets in, changes roles and removes", async () => {
    expect(await as("ann", join("usr_bob", "usr_ann"))).toBe(1);
    expect(await as("ann", "update conversation_members set role = 'writer'")).toBe(3);
    expect(await as("ann", "update conversation_members set left_at = now()")).toBe(3);
    expect(await rows("rita", "select id from messages")).toEqual([]);
  });

  test("links to a conversation are its owner's alone", async () => {
    const link = (owner: string) => `
      insert into invite_links (id, user_id, conversation_id, role)
      values ('inv_1', '${owner}', 'conv_1', 'writer')`;
    await expect(as("will", link("usr_ann"))).rejects.toThrow(/row-level security/);
    await expect(as("will", link("usr_will"))).rejects.toThrow(/oreign key/);
    expect(await as("ann", link("usr_ann"))).toBe(1);
    expect(await rows("will", "select * from invite_links")).toEqual([]);
  });
});

test("a conversation that changes hands takes all that hangs on it along", async () => {
  await db.asSystem("test: hand over", (tx) =>
    tx.conversation.update({ where: { id: "conv_1" }, data: { userId: "usr_will" } }),
  );
  expect(await rows("will", "select distinct user_id from messages")).toEqual([{ user_id: "usr_will" }]);
  expect(await rows("will", "select distinct user_id from runs")).toEqual([{ user_id: "usr_will" }]);
  expect(await rows("ann", "select id from messages")).toEqual([]);
});
