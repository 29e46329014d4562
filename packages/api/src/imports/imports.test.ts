import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { appendFile, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { newId } from "@causerie/core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ChatApp, codeOf, createChatApp, type Person } from "../testing/index.ts";
import { ended, watch } from "../testing/watch.ts";
import type { ImportItem } from "./imports.schema.ts";
import { fixture } from "./testing/fixtures.ts";
import { importFile, sendPart, settled } from "./testing/upload.ts";
import { zipOf } from "./testing/zip-of.ts";

let app: ChatApp;
let ada: Person;
let eve: Person;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "causerie-imports-test-"));
  app = await createChatApp({
    config: { importDirectory: path.join(directory, "uploads"), maxImportBytes: 1_000_000 },
  });
  eve = await app.person("eve");
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await rm(directory, { recursive: true });
});
beforeEach(async () => {
  ada = await app.person(`ada-${randomBytes(6).toString("hex")}`);
});

const file = { fileName: "conversations.json", fingerprint: "a", sizeBytes: 100 };
const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const uploads = () => readdirSync(path.join(directory, "uploads"));

async function titles(person = ada): Promise<(string | null)[]> {
  return (await person.caller.conversations.list({ limit: 100 })).items.map(({ title }) => title).sort();
}

async function report(id: string): Promise<ImportItem[]> {
  const items: ImportItem[] = [];
  let cursor: string | null = null;
  do {
    const page = await ada.caller.imports.report({ id, cursor, limit: 2 });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}

/** A conversation of ChatGPT's with one question and its answer. */
function chat(id: string, question = "Why?") {
  const node = (name: string, role: string, parent: string | null, text: string) => ({
    parent,
    message: {
      author: { role },
      create_time: 1_714_557_601,
      content: { content_type: "text", parts: [text] },
      id: name,
    },
  });
  return {
    id,
    title: `Title of ${id}`,
    create_time: 1_714_557_600,
    current_node: "a",
    mapping: { q: node("q", "user", null, question), a: node("a", "assistant", "q", "Because.") },
  };
}

describe("refusals", () => {
  test("another's import answers as one that does not exist", async () => {
    const { id } = await ada.caller.imports.start(file);
    for (const foreign of [id, newId("import"), newId("message"), "imp_", "../../etc/passwd"]) {
      expect(await codeOf(eve.caller.imports.status({ id: foreign }))).toBe("NOT_FOUND");
      expect(await codeOf(eve.caller.imports.report({ id: foreign }))).toBe("NOT_FOUND");
      expect(await codeOf(eve.caller.imports.cancel({ id: foreign }))).toBe("NOT_FOUND");
      expect(await codeOf(sendPart(app, eve, { id: foreign, offset: 0, bytes: json(1) }))).toBe("NOT_FOUND");
    }
    expect((await eve.caller.imports.list()).items).toEqual([]);
    await ada.caller.imports.cancel({ id });
  });

  test("a file that is too large, and a second import while one is under way", async () => {
    expect(await codeOf(ada.caller.imports.start({ ...file, sizeBytes: 1_000_001 }))).toBe("IMPORT_TOO_LARGE");
    const started = await Promise.allSettled([
      ada.caller.imports.start(file),
      ada.caller.imports.start({ ...file, fingerprint: "b" }),
    ]);
    expect(started.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await codeOf(ada.caller.imports.start({ ...file, fingerprint: "c" }))).toBe("IMPORT_IN_PROGRESS");
  });

  test("a part that does not begin where the file ends, is too long, or comes after the end", async () => {
    const { id } = await ada.caller.imports.start(file);
    const send = (offset: number, size: number) => sendPart(app, ada, { id, offset, bytes: Buffer.alloc(size, " ") });
    expect(await codeOf(send(1, 1))).toBe("UPLOAD_OFFSET_WRONG");
    await send(0, 10);
    expect(await codeOf(send(0, 10))).toBe("UPLOAD_OFFSET_WRONG");
    expect(await codeOf(send(10, 91))).toBe("PAYLOAD_TOO_LARGE");
    await ada.caller.imports.cancel({ id });
    expect(await codeOf(send(10, 1))).toBe("IMPORT_ENDED");
  });

  test.each([
    ["no JSON", Buffer.from("<html></html>"), "IMPORT_UNREADABLE"],
    ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), "IMPORT_UNREADABLE"],
    ["a ZIP's first bytes", Buffer.from("PK\u0003\u0004 and no more"), "IMPORT_UNREADABLE"],
    ["JSON of something else", json([{ name: "x" }, 7]), "IMPORT_UNRECOGNISED"],
    ["nothing", json([]), "IMPORT_UNRECOGNISED"],
  ])("%s", async (_what, bytes, code) => {
    const view = await importFile(app, ada, bytes);
    expect([view.status, view.errorCode]).toEqual(["failed", code]);
    expect(await titles()).toEqual([]);
    expect(uploads()).not.toContain(`${view.id}.upload`);
  });

  test("a truncated ZIP, and one that unpacks to far more than it is", async () => {
    const sound = await zipOf({ "conversations.json": fixture("chatgpt") });
    const truncated = await importFile(app, ada, sound.subarray(0, sound.length - 30));
    expect(truncated.errorCode).toBe("IMPORT_UNREADABLE");
    const bomb = await zipOf({ "conversations.json": Buffer.alloc(9_000_000, " ") });
    expect(bomb.length).toBeLessThan(20_000);
    expect((await importFile(app, ada, bomb)).errorCode).toBe("IMPORT_TOO_LARGE");
  });
});

test.each(["chatgpt", "claude", "librechat-flat", "librechat-tree", "open-webui"] as const)(
  "%s: what it is, and its titles",
  async (source) => {
    const view = await importFile(app, ada, fixture(source));
    expect(view).toMatchObject({ status: "complete", skipped: 0, source: source.replace(/-(flat|tree)$/, "") });
    expect((await titles()).length).toBe(view.imported);
    expect(view.imported).toBeGreaterThan(0);
  },
);

test("a conversation comes over with its branches, models and times, and goes on", async () => {
  const view = await importFile(
    app,
    ada,
    await zipOf({ "user.json": "{}", "conversations-000.json": fixture("chatgpt") }),
  );
  expect(view).toMatchObject({ imported: 1, existing: 0, skipped: 0 });
  const [conversation] = (await ada.caller.conversations.list({})).items;
  expect(conversation).toMatchObject({ title: "Sorting in Rust", pinned: true, model: null });
  expect(conversation?.createdAt).toBe("2024-05-01T10:00:00.123Z");
  expect(conversation?.lastActivityAt).toBe("2024-05-01T10:10:00.500Z");
  const conversationId = conversation?.id ?? "";
  const { items } = await ada.caller.messages.list({ conversationId });
  expect(items.map(({ run }) => run?.model ?? null)).toEqual(["openai/gpt-4o", null, "openai/o3", null]);
  expect(items[2]?.parts.map(({ type }) => type)).toEqual(["reasoning", "text"]);
  expect(items.at(-1)?.createdAt).toBe("2024-05-01T10:00:01.000Z");
  const count = await app.db.asUser(ada.userId, (tx) => tx.message.count({ where: { conversationId } }));
  expect(count).toBe(6);
  expect((await report(view.id))[0]?.lost.map(({ kind }) => kind)).toContain("attachment");
  const found = await ada.caller.conversations.search({ query: "sort_by_key" });
  expect(found.items[0]?.conversationId).toBe(conversationId);
});

test("what came over goes on: asked further, and answered anew by a model that is here", async () => {
  app.upstream.default({ text: "Here now.", intervalMs: 0 });
  await importFile(app, ada, json([chat("old")]));
  const [conversation] = (await ada.caller.conversations.list({})).items;
  const conversationId = conversation?.id ?? "";
  const [answer] = (await ada.caller.messages.list({ conversationId })).items;
  await ada.caller.chat.regenerate({ messageId: answer?.id ?? "" });
  await watch(ada.caller, { conversationId }, ended);
  await ada.caller.chat.send({ conversationId, content: "And then?" });
  await watch(ada.caller, { conversationId }, ended);
  const { items } = await ada.caller.messages.list({ conversationId });
  expect(items.map(({ parts }) => parts[0]?.text)).toEqual(["Here now.", "And then?", "Here now.", "Why?"]);
});

test("the same file again takes nothing over twice, and says so; what was deleted comes back", async () => {
  await importFile(app, ada, fixture("claude"));
  const before = await titles();
  const again = await importFile(app, ada, fixture("claude"));
  expect(again).toMatchObject({ status: "complete", imported: 0, existing: 2 });
  expect(await titles()).toEqual(before);
  const [first] = (await ada.caller.conversations.list({})).items;
  await ada.caller.conversations.delete({ id: first?.id ?? "" });
  expect(await importFile(app, ada, fixture("claude"))).toMatchObject({ imported: 1, existing: 1 });
  const other = await app.person(`other-${randomBytes(6).toString("hex")}`);
  expect(await importFile(app, other, fixture("claude"))).toMatchObject({ imported: 2, existing: 0 });
});

test("a bad entry is skipped with its reason, and its neighbours come over", async () => {
  const circle = chat("circle");
  circle.mapping.q.parent = "a";
  const refused = chat("refused");
  const text = JSON.stringify([chat("one"), circle, { name: "x" }, { mapping: {} }, refused, chat("two")]);
  const bytes = Buffer.from(text.replace('"Title of refused"', "nonsense"));
  const view = await importFile(app, ada, bytes);
  expect(view).toMatchObject({ status: "complete", imported: 2, skipped: 4 });
  expect((await report(view.id)).map(({ seq, reason, title }) => [seq, reason, title])).toEqual([
    [1, "cycle", "Title of circle"],
    [2, "unknown-format", null],
    [3, "empty", null],
    [4, "invalid-json", null],
  ]);
  expect(await titles()).toEqual(["Title of one", "Title of two"]);
});

test("what the database refuses leaves nothing of its conversation behind", async () => {
  await app.db.query(`alter table runs add constraint no_such check (model <> 'openai/refused')`);
  try {
    const bad = { ...chat("bad"), default_model_slug: "refused" };
    const view = await importFile(app, ada, json([bad, chat("good")]));
    expect(view).toMatchObject({ status: "complete", imported: 1, skipped: 1 });
    expect((await report(view.id)).map(({ reason }) => reason)).toEqual(["refused"]);
    expect(await titles()).toEqual(["Title of good"]);
    expect(await app.db.asUser(ada.userId, (tx) => tx.message.count())).toBe(2);
  } finally {
    await app.db.query("alter table runs drop constraint no_such");
  }
});

test("names in an archive are never paths, and a damaged file in it spoils no other", async () => {
  const one = await zipOf({ "aa/bb.json": json(chat("outside")), "inside.json": json(chat("inside")) });
  const evil = Buffer.from(one.toString("latin1").replaceAll("aa/bb.json", "../bb.json"), "latin1");
  const view = await importFile(app, ada, evil);
  expect(view).toMatchObject({ imported: 1, skipped: 1 });
  expect((await report(view.id)).map(({ reason }) => reason)).toEqual(["unsafe-name"]);

  const damaged = await zipOf({ "a.json": json(chat("damaged", "x".repeat(5000))), "b.json": json(chat("sound")) });
  damaged.fill(0xff, 60, 90);
  const second = await importFile(app, ada, damaged);
  expect(second).toMatchObject({ status: "complete", imported: 1, skipped: 1 });
  expect(await titles()).toEqual(["Title of inside", "Title of sound"]);
});

test("a chain of 10,000 within each other comes over, with what can't be stored in its texts", async () => {
  // As text: JSON.stringify recurses, and would not survive it.
  const opening = Array.from(
    { length: 10_000 },
    (_, depth) => `{"messageId":"${depth}","text":"${depth}\\u0000\\ud800","isCreatedByUser":true,"children":[`,
  ).join("");
  const bytes = Buffer.from(`{"conversationId":"deep","messagesTree":[${opening}${"]}".repeat(10_000)}]}`);
  expect(await importFile(app, ada, bytes)).toMatchObject({ status: "complete", imported: 1 });
  const [conversation] = (await ada.caller.conversations.list({})).items;
  const page = await ada.caller.messages.list({ conversationId: conversation?.id ?? "", limit: 1 });
  expect(page.items[0]?.parts[0]?.text).toBe("9999\u{FFFD}\u{FFFD}");
});

describe("an upload", () => {
  test("goes on where it broke off, with the same file, and is nobody else's to read", async () => {
    const bytes = fixture("claude");
    const input = { fileName: "claude.json", fingerprint: "same", sizeBytes: bytes.length };
    const { id } = await ada.caller.imports.start(input);
    async function* broken() {
      yield bytes.subarray(0, 1000);
      throw new Error("the connection broke");
    }
    await expect(app.services.imports.append(ada.userId, id, { offset: 0, chunks: broken() })).rejects.toThrow();
    const again = await ada.caller.imports.start(input);
    expect([again.id, again.receivedBytes, again.status]).toEqual([id, 1000, "uploading"]);
    const { mode } = await stat(path.join(directory, "uploads", `${id}.upload`));
    expect(mode & 0o777).toBe(0o600);
    await sendPart(app, ada, { id, offset: 1000, bytes: bytes.subarray(1000) });
    expect(await settled(app, ada, id)).toMatchObject({ status: "complete", imported: 2 });
    expect(uploads()).not.toContain(`${id}.upload`);
  });

  test("for which the disk has no room is refused in words, and goes on later", async () => {
    const { id } = await ada.caller.imports.start(file);
    // biome-ignore lint/correctness/useYield: the disk is full before the first byte
    async function* full(): AsyncGenerator<Uint8Array> {
      throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
    }
    expect(await codeOf(app.services.imports.append(ada.userId, id, { offset: 0, chunks: full() }))).toBe(
      "STORAGE_FULL",
    );
    expect((await ada.caller.imports.status({ id })).status).toBe("uploading");
  });

  test("is cancelled with its file", async () => {
    const { id } = await ada.caller.imports.start(file);
    await sendPart(app, ada, { id, offset: 0, bytes: Buffer.alloc(50, " ") });
    expect(uploads()).toContain(`${id}.upload`);
    expect((await ada.caller.imports.cancel({ id })).status).toBe("cancelled");
    expect(uploads()).not.toContain(`${id}.upload`);
    expect((await ada.caller.imports.cancel({ id })).status).toBe("cancelled");
    await ada.caller.imports.start(file);
  });
});

describe("while it is read", () => {
  test("it is cancelled: what came over stays, the rest and the file go", async () => {
    const bytes = json(Array.from({ length: 300 }, (_, place) => chat(`${place}`, "Why? ".repeat(200))));
    const { id } = await ada.caller.imports.start({ ...file, sizeBytes: bytes.length });
    await sendPart(app, ada, { id, offset: 0, bytes });
    await expect
      .poll(async () => (await ada.caller.imports.status({ id })).imported, { interval: 5 })
      .toBeGreaterThan(0);
    expect((await ada.caller.imports.cancel({ id })).status).toBe("cancelled");
    await app.services.imports.idle();
    const view = await ada.caller.imports.status({ id });
    expect(view.status).toBe("cancelled");
    expect(view.imported).toBeLessThan(300);
    expect(await app.db.asUser(ada.userId, (tx) => tx.conversation.count())).toBe(view.imported);
    expect(uploads()).not.toContain(`${id}.upload`);
  });

  test("the server is restarted: it goes on at the entry where it stopped", async () => {
    const bytes = json(["one", "two", "three"].map((id) => chat(id)));
    const { id } = await ada.caller.imports.start({ ...file, sizeBytes: bytes.length });
    await sendPart(app, ada, { id, offset: 0, bytes: bytes.subarray(0, -1) });
    // As a process leaves it that was killed after the first conversation.
    await appendFile(path.join(directory, "uploads", `${id}.upload`), bytes.subarray(-1));
    await app.db.asSystem("test: a killed process", (tx) =>
      tx.import.update({
        where: { id },
        data: { status: "running", position: 1, imported: 1, ownerId: "run_killed", leaseUntil: new Date() },
      }),
    );
    const restarted = await app.restart();
    try {
      await expect.poll(async () => (await ada.caller.imports.status({ id })).status).toBe("complete");
      expect(await ada.caller.imports.status({ id })).toMatchObject({ imported: 3, skipped: 0 });
      expect(await titles()).toEqual(["Title of three", "Title of two"]);
    } finally {
      await restarted.close({ graceMs: 0 });
    }
  });

  test("files of imports that have ended, or whose person has gone, are tidied up", async () => {
    const { id } = await ada.caller.imports.start(file);
    await sendPart(app, ada, { id, offset: 0, bytes: Buffer.alloc(5, " ") });
    await app.db.asSystem("test: someone goes", (tx) => tx.user.delete({ where: { id: ada.userId } }));
    const restarted = await app.restart();
    try {
      await expect.poll(uploads).not.toContain(`${id}.upload`);
    } finally {
      await restarted.close({ graceMs: 0 });
    }
  });
});
