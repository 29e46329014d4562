import { newId } from "@causerie/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { encodeCursor } from "../cursor.ts";
import { asked, type ChatApp, codeOf, createChatApp, type Person } from "../testing/index.ts";
import { ended, watch } from "../testing/watch.ts";

let app: ChatApp;
let ada: Person;
let conversationId: string;

beforeAll(async () => {
  app = await createChatApp();
  app.upstream.default({ text: "Answer.", intervalMs: 0 });
  ada = await app.person("ada");
  conversationId = (await ada.caller.conversations.create({ title: "Long" })).id;
  for (let turn = 0; turn < 4; turn++) await exchange(`Question ${turn}`);
});
afterAll(() => app[Symbol.asyncDispose]());

async function exchange(content: string) {
  const sent = await asked(ada.caller.chat.send({ content, conversationId }));
  await watch(ada.caller, { conversationId }, ended);
  return sent;
}

test("a cursor that was tampered with, or points into another conversation, is refused", async () => {
  const other = await asked(ada.caller.chat.send({ content: "Elsewhere" }));
  const cursors = [
    encodeCursor([other.userMessageId]),
    encodeCursor([newId("message")]),
    encodeCursor([1]),
    encodeCursor([]),
    "🌞",
    "x".repeat(399),
  ];
  for (const cursor of cursors) {
    expect(await codeOf(ada.caller.messages.list({ conversationId, cursor })), cursor).toBe("CURSOR_INVALID");
  }
});

test("pages lead from the end backwards, without gaps or repeats, while messages come", async () => {
  const texts: (string | undefined)[] = [];
  let cursor: string | null = null;
  do {
    const page = await ada.caller.messages.list({ conversationId, limit: 3, cursor });
    texts.push(...page.items.filter((message) => message.role === "user").map((message) => message.parts[0]?.text));
    cursor = page.nextCursor;
    if (texts.length === 2) await exchange("Meanwhile");
  } while (cursor);
  expect(texts).toEqual(["Question 3", "Question 2", "Question 1", "Question 0"]);
});

test("an answer that was replaced is not on the branch, and stays in the tree", async () => {
  const sent = await exchange("Again");
  const retry = await ada.caller.chat.regenerate({ messageId: sent.assistantMessageId });
  await watch(ada.caller, { conversationId }, ended);
  const { items } = await ada.caller.messages.list({ conversationId, limit: 2 });
  expect(items.map((message) => message.id)).toEqual([retry.assistantMessageId, sent.userMessageId]);
  const kept = await app.db.asUser(ada.userId, (tx) => tx.message.count({ where: { id: sent.assistantMessageId } }));
  expect(kept).toBe(1);
});

test("deleting all messages leaves an empty conversation that goes on", async () => {
  const { deleted } = await ada.caller.messages.deleteAll({ conversationId });
  expect(deleted).toBeGreaterThan(8);
  expect((await ada.caller.messages.list({ conversationId })).items).toEqual([]);
  const sent = await exchange("Afresh");
  expect((await ada.caller.messages.list({ conversationId })).items[0]?.id).toBe(sent.assistantMessageId);
});
