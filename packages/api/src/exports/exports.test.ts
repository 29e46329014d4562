import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer, text } from "node:stream/consumers";
import { newId } from "@causerie/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromBufferPromise } from "yauzl";
import { fixture } from "../imports/testing/fixtures.ts";
import { importFile } from "../imports/testing/upload.ts";
import { type ChatApp, codeOf, createChatApp, type Person } from "../testing/index.ts";
import { ended, watch } from "../testing/watch.ts";
import type { ConversationFileFormat } from "./exports.service.ts";

let app: ChatApp;
let ada: Person;
let eve: Person;
let conversationId: string;
let importDirectory: string;

beforeAll(async () => {
  importDirectory = await mkdtemp(path.join(tmpdir(), "causerie-exports-test-"));
  app = await createChatApp({ config: { importDirectory } });
  app.upstream.default({ text: "An **answer** with `code`.", intervalMs: 0 });
  ada = await app.person("ada");
  eve = await app.person("eve");
  const sent = await ada.caller.chat.send({ content: "# A question\n\n<script>alert(1)</script>" });
  conversationId = sent.conversationId;
  await watch(ada.caller, { conversationId }, ended);
  await ada.caller.conversations.update({ id: conversationId, data: { title: "A *title* <b>" } });
  await ada.caller.chat.regenerate({ messageId: sent.assistantMessageId ?? "" });
  await watch(ada.caller, { conversationId }, ended);
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await rm(importDirectory, { recursive: true });
});

async function exported(format: ConversationFileFormat, id = conversationId, person = ada) {
  const { fileName, content } = await app.services.exports.conversation(person.userId, { id, format, locale: "en" });
  return { fileName, content: await text(content) };
}

async function filesOf(archive: Buffer): Promise<Map<string, string>> {
  const zip = await fromBufferPromise(archive);
  const files = new Map<string, string>();
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)));
  return files;
}

test.each(["md", "json", "html"] as const)(
  "another's conversation as %s answers as one that does not exist",
  async (format) => {
    for (const id of [conversationId, newId("conversation"), newId("message"), "../x", ""]) {
      expect(await codeOf(exported(format, id, eve))).toBe("NOT_FOUND");
    }
  },
);

test("Markdown is the current branch, as it was written", async () => {
  const { fileName, content } = await exported("md");
  expect(fileName).toBe("A title b.md");
  expect(content).toMatch(/^# A \\\*title\\\* \\<b\\>\n\nExported from Causerie on \d{4}-\d\d-\d\d \d\d:\d\d UTC\.\n/);
  expect(content.match(/^## /gm)).toHaveLength(2);
  expect(content).toContain("## You · ");
  expect(content).toContain("\n# A question\n\n<script>alert(1)</script>\n");
  expect(content).toContain("## openrouter/fake/fast · ");
});

test("JSON is the whole tree, with the branch that is current", async () => {
  const { content } = await exported("json");
  const file = JSON.parse(content);
  expect(file).toMatchObject({
    format: "causerie.conversation",
    version: 1,
    id: conversationId,
    title: "A *title* <b>",
  });
  expect(file.messages).toHaveLength(3);
  expect(file.messages[0]).toMatchObject({ parentId: null, role: "user", author: "ada", run: null });
  expect(new Set(file.messages.slice(1).map((message: { parentId: string }) => message.parentId)).size).toBe(1);
  expect(file.currentMessageId).toBe(file.messages[2].id);
  expect(file.messages[2].run).toMatchObject({ status: "complete", model: "openrouter/fake/fast" });
});

test("HTML renders Markdown, and nothing of it is more than text", async () => {
  const { content } = await exported("html");
  expect(content).toContain("<title>A *title* &lt;b&gt;</title>");
  expect(content).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(content).toContain("An <strong>answer</strong> with <code>code</code>.");
  expect(content).not.toMatch(/<script|<b>/);
  expect(content).toContain("default-src 'none'");
});

test("who takes part may take it out, with the names of who wrote, until they have left", async () => {
  const bob = await app.person("bob");
  await ada.caller.members.add({ conversationId, who: "bob", role: "reader" });
  expect(JSON.parse((await exported("json", conversationId, bob)).content).messages[0].author).toBe("ada");
  expect((await exported("md", conversationId, bob)).content).toContain("## ada · ");
  const { content } = app.services.exports.everything(bob.userId, { locale: "en" });
  expect([...(await filesOf(await buffer(content))).keys()].filter((name) => name.includes(conversationId))).toEqual(
    [],
  );
  await bob.caller.members.leave({ conversationId });
  expect(await codeOf(exported("md", conversationId, bob))).toBe("NOT_FOUND");
});

describe("everything", () => {
  test("is one archive with what is documented, of one's own and without secrets", async () => {
    await importFile(app, ada, fixture("chatgpt"));
    await importFile(app, eve, fixture("claude"));
    const { fileName, content } = app.services.exports.everything(ada.userId, { locale: "en" });
    expect(fileName).toMatch(/^causerie-\d{4}-\d\d-\d\d\.zip$/);
    expect(
      await codeOf(Promise.resolve().then(() => app.services.exports.everything(ada.userId, { locale: "en" }))),
    ).toBe("RATE_LIMITED");
    const files = await filesOf(await buffer(content));
    const own = (await ada.caller.conversations.list({})).items.map(({ id }) => id);
    expect([...files.keys()].sort()).toEqual(
      [
        "manifest.json",
        "profile.json",
        "usage.jsonl",
        ...own.flatMap((id) => [`conversations/${id}.json`, `conversations/${id}.md`]),
      ].sort(),
    );
    expect(JSON.parse(files.get("manifest.json") ?? "")).toMatchObject({ format: "causerie.export", version: 1 });
    expect(JSON.parse(files.get("profile.json") ?? "")).toMatchObject({ email: "ada@example.org", username: "ada" });
    const usage = (files.get("usage.jsonl") ?? "")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(usage.length).toBeGreaterThanOrEqual(2);
    expect(usage[0]).toMatchObject({ purpose: "chat", provider: "openrouter" });
    expect([...files.values()].join()).not.toMatch(/passwordHash|password_hash|sk-test/);
  });

  test("goes on when its reader comes late, and ends when it leaves", async () => {
    const { content } = app.services.exports.everything(ada.userId, { locale: "en" });
    for await (const _chunk of content) break;
    await expect.poll(() => content.closed).toBe(true);
    const again = app.services.exports.everything(ada.userId, { locale: "en" });
    expect((await filesOf(await buffer(again.content))).size).toBeGreaterThan(4);
  });
});
