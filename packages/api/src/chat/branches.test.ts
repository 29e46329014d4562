import { newId } from "@causerie/core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { MessageView } from "../messages/messages.schema.ts";
import { asked, type ChatApp, codeOf, createChatApp, type Person } from "../testing/index.ts";
import { ended, watch } from "../testing/watch.ts";
import { emptyChatState, foldMessages, shownMessages } from "./fold.ts";

let app: ChatApp;
let ada: Person;
let eve: Person;
let conversationId: string;

beforeAll(async () => {
  app = await createChatApp();
  ada = await app.person("ada");
  eve = await app.person("eve");
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  app.upstream.default({ text: "Answer", intervalMs: 0 });
  ({ id: conversationId } = await ada.caller.conversations.create({ title: "Tree" }));
});

const list = async (more: { branchOf?: string } = {}) =>
  (await ada.caller.messages.list({ conversationId, limit: 100, ...more })).items.toReversed();
const texts = (messages: readonly MessageView[]) => messages.map(({ parts }) => parts.map(({ text }) => text).join(""));
const settled = () =>
  expect
    .poll(() => app.db.asSystem("test", (tx) => tx.run.count({ where: { status: { in: ["queued", "streaming"] } } })), {
      timeout: 10_000,
    })
    .toBe(0);

async function say(content: string, answer = `To ${content}`) {
  app.upstream.next({ text: answer, intervalMs: 0 });
  const sent = await asked(ada.caller.chat.send({ content, conversationId }));
  await settled();
  return sent;
}

describe("refusals", () => {
  test("to another person messages do not exist, whatever is asked of them", async () => {
    const { userMessageId, assistantMessageId: id } = await say("Mine");
    for (const attempt of [
      () => eve.caller.chat.edit({ messageId: userMessageId, content: "Hers" }),
      () => eve.caller.chat.continue({ messageId: id }),
      () => eve.caller.chat.regenerate({ messageId: id }),
      () => eve.caller.messages.delete({ id }),
      () => eve.caller.messages.countBelow({ id }),
      () => eve.caller.messages.select({ id }),
      () => eve.caller.messages.keep({ id }),
      () => eve.caller.conversations.fork({ messageId: id }),
      () => eve.caller.chat.withdraw({ userMessageId }),
      () => eve.caller.messages.list({ conversationId, branchOf: id }),
    ]) {
      expect(await codeOf(attempt())).toBe("NOT_FOUND");
    }
    expect(await list()).toHaveLength(2);
  });

  test("a branch of another conversation is not shown under this one", async () => {
    const { assistantMessageId } = await say("Here");
    const other = await ada.caller.conversations.create({ title: "Other" });
    const { items } = await ada.caller.messages.list({ conversationId: other.id, branchOf: assistantMessageId });
    expect(items).toEqual([]);
  });

  test("an edit is refused like a send, and leaves the message as it was", async () => {
    const { userMessageId: messageId, assistantMessageId } = await say("Mine");
    expect(await codeOf(ada.caller.chat.edit({ messageId, content: " " }))).toBe("MESSAGE_EMPTY");
    expect(await codeOf(ada.caller.chat.edit({ messageId: assistantMessageId, content: "x" }))).toBe("NOT_FOUND");
    expect(await codeOf(ada.caller.chat.edit({ messageId, content: "x", model: "no/such" }))).toBe("MODEL_UNKNOWN");
    expect(texts(await list())).toEqual(["Mine", "To Mine"]);
  });

  test("a whole answer can't be gone on with, nor one on which something hangs", async () => {
    app.upstream.next({ text: "Cut", finishReason: "length", intervalMs: 0 });
    const first = await asked(ada.caller.chat.send({ content: "One", conversationId }));
    await settled();
    const second = await say("Two");
    expect(await codeOf(ada.caller.chat.continue({ messageId: second.assistantMessageId }))).toBe("CONFLICT");
    expect(await codeOf(ada.caller.chat.continue({ messageId: first.assistantMessageId }))).toBe("CONFLICT");
  });
});

test("an edit stands beside what it words anew, and each leads to its own branch", async () => {
  const one = await say("One");
  const two = await say("Two");
  app.upstream.next({ text: "To Two, again", intervalMs: 0 });
  const edited = await asked(ada.caller.chat.edit({ messageId: two.userMessageId, content: "Two, again" }));
  await settled();
  const branch = await list();
  expect(texts(branch)).toEqual(["One", "To One", "Two, again", "To Two, again"]);
  expect(branch[2]?.siblingIds).toEqual([two.userMessageId, edited.userMessageId]);
  expect(texts(await list({ branchOf: two.userMessageId }))).toEqual(["One", "To One", "Two", "To Two"]);

  await ada.caller.messages.select({ id: two.userMessageId });
  expect(texts(await list())).toEqual(["One", "To One", "Two", "To Two"]);
  const first = await asked(ada.caller.chat.edit({ messageId: one.userMessageId, content: "Another beginning" }));
  await settled();
  expect(texts(await list())).toEqual(["Another beginning", "Answer"]);
  expect((await list())[0]?.siblingIds).toEqual([one.userMessageId, first.userMessageId]);
});

test("a branch goes on, at each fork, by the newest", async () => {
  const one = await say("One");
  await ada.caller.chat.regenerate({ messageId: one.assistantMessageId });
  await settled();
  app.upstream.next({ text: "Newest", intervalMs: 0 });
  const newest = await ada.caller.chat.regenerate({ messageId: one.assistantMessageId });
  await settled();
  await ada.caller.messages.select({ id: one.assistantMessageId });
  expect((await list()).at(-1)?.id).toBe(one.assistantMessageId);
  const through = await list({ branchOf: one.userMessageId });
  expect(through.at(-1)?.id).toBe(newest.assistantMessageId);
  const all = [...(await list()), ...through];
  const known = foldMessages(emptyChatState, all);
  expect(shownMessages({ ...known, anchorId: one.userMessageId }).map(({ id }) => id)).toEqual(
    through.map(({ id }) => id),
  );
});

test("what another branch says never reaches the model", async () => {
  const one = await say("Secret of the first branch");
  await ada.caller.chat.edit({ messageId: one.userMessageId, content: "Second branch" });
  await settled();
  await say("On the second");
  await ada.caller.messages.select({ id: one.userMessageId });
  await say("On the first");
  const sent = app.upstream.requests.map(({ body }) => JSON.stringify(body));
  expect(sent.find((body) => body.includes("On the second"))).not.toContain("Secret");
  expect(sent.find((body) => body.includes("On the first"))).not.toContain("Second branch");
});

test("going on with a cut answer makes it whole in place, and says what was sent", async () => {
  app.upstream.next({ text: "Once upon", reasoning: "Hm.", finishReason: "length", intervalMs: 0 });
  const { assistantMessageId, runId } = await asked(ada.caller.chat.send({ content: "Tell", conversationId }));
  await settled();
  app.upstream.next({ text: " a time", intervalMs: 2 });
  const more = await ada.caller.chat.continue({ messageId: assistantMessageId });
  expect(more.assistantMessageId).toBe(assistantMessageId);
  const seen = await watch(ada.caller, { conversationId }, ended);
  const answer = (await list()).at(-1);
  expect(answer?.parts).toEqual([
    { type: "reasoning", text: "Hm." },
    { type: "text", text: "Once upon a time" },
  ]);
  expect(seen.at(-1)?.event).toMatchObject({ message: { parts: answer?.parts } });
  const { messages } = await ada.caller.chat.sent({ runId: more.runId });
  expect(messages.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user"]);
  expect(messages[2]?.text).toBe("Once upon");
  expect((await ada.caller.chat.sent({ runId })).messages).toHaveLength(2);
});

test("deleting takes what hangs on it along, says how much, and the person is at what is left", async () => {
  const one = await say("One");
  const two = await say("Two");
  await ada.caller.chat.regenerate({ messageId: two.assistantMessageId });
  await settled();
  expect(await ada.caller.messages.countBelow({ id: two.userMessageId })).toEqual({ messages: 3 });
  const { deletedIds } = await ada.caller.messages.delete({ id: two.userMessageId });
  expect(deletedIds).toHaveLength(3);
  expect(texts(await list())).toEqual(["One", "To One"]);
  await ada.caller.messages.delete({ id: one.userMessageId });
  expect(await list()).toEqual([]);
  await say("Afresh");
  expect(texts(await list())).toEqual(["Afresh", "To Afresh"]);
});

test("deleting a message that is being answered ends the answer", async () => {
  app.upstream.next({ text: "slow", fault: "stall", after: 1 });
  const sent = await asked(ada.caller.chat.send({ content: "Slowly", conversationId }));
  await ada.caller.messages.delete({ id: sent.userMessageId });
  await settled();
  expect(await list()).toEqual([]);
});

test("a fork is a conversation of its own, with all that led to the message", async () => {
  await say("One");
  const two = await say("Two");
  await say("Three");
  const fork = await ada.caller.conversations.fork({ messageId: two.assistantMessageId });
  const copy = (await ada.caller.messages.list({ conversationId: fork.id })).items.toReversed();
  expect(texts(copy)).toEqual(["One", "To One", "Two", "To Two"]);
  expect(copy.map(({ run }) => run?.status)).toEqual([undefined, "complete", undefined, "complete"]);
  const runId = copy[3]?.run?.id ?? "";
  expect((await ada.caller.chat.sent({ runId })).messages.at(-1)?.text).toBe("Two");
  await ada.caller.conversations.delete({ id: conversationId });
  expect((await ada.caller.messages.list({ conversationId: fork.id })).items).toHaveLength(4);
});

describe("side by side", () => {
  test("several models answer at once, each to the same; one is kept and the others stay branches", async () => {
    const models = ["openrouter/fake/fast", "openrouter/fake/slow", "openrouter/fake/tiny"];
    const sent = await asked(ada.caller.chat.send({ content: "All of you", conversationId, models }));
    await settled();
    const answers = (await list()).at(-1);
    expect(answers?.siblingIds).toHaveLength(3);
    const each = await Promise.all(
      (answers?.siblingIds ?? []).map(async (id) => (await list({ branchOf: id })).at(-1)),
    );
    expect(each.map((message) => message?.run?.model).sort()).toEqual([...models].sort());
    expect(each.every((message) => message?.sideBySide)).toBe(true);
    const page = await ada.caller.messages.list({ conversationId });
    expect([page.items[0], ...page.beside].map((message) => message?.id).sort()).toEqual(answers?.siblingIds);
    const kept = each.find((message) => message?.id !== sent.assistantMessageId)?.id ?? "";
    await ada.caller.messages.keep({ id: kept });
    expect((await list()).at(-1)).toMatchObject({ id: kept, sideBySide: false });
    expect((await ada.caller.messages.list({ conversationId })).beside).toEqual([]);
  });
});

describe("messages that wait", () => {
  test("have their turn in their order, on the branch where they were sent; one that is withdrawn has none", async () => {
    app.upstream.next({ text: "slow", fault: "stall", after: 1 });
    const first = await asked(ada.caller.chat.send({ content: "First", conversationId }));
    const waiting = [];
    for (const content of ["Second", "Withdrawn", "Third"]) {
      waiting.push(await asked(ada.caller.chat.send({ content, conversationId, clientMessageId: `${content}-once` })));
    }
    expect(waiting.map(({ queued }) => queued)).toEqual([true, true, true]);
    const again = await ada.caller.chat.send({ content: "Second", conversationId, clientMessageId: "Second-once" });
    expect(again).toMatchObject({ queued: true, userMessageId: waiting[0]?.userMessageId });
    const seen = await watch(ada.caller, { conversationId }, (all) => all.at(-1)?.event.type === "queue");
    expect(seen.at(-1)?.event).toMatchObject({
      items: [{ content: "Second" }, { content: "Withdrawn" }, { content: "Third" }],
    });
    const withdrawn = await ada.caller.chat.withdraw({ userMessageId: waiting[1]?.userMessageId ?? "" });
    expect(withdrawn).toEqual({ content: "Withdrawn" });

    await ada.caller.chat.stop({ runId: first.runId });
    await expect.poll(async () => (await list()).length, { timeout: 10_000 }).toBe(6);
    await settled();
    const branch = await list();
    expect(branch.filter(({ role }) => role === "user").map(({ id }) => id)).toEqual([
      first.userMessageId,
      waiting[0]?.userMessageId,
      waiting[2]?.userMessageId,
    ]);
    expect(branch.map(({ run }) => run?.id).filter(Boolean)).toEqual([
      first.runId,
      waiting[0]?.runId,
      waiting[2]?.runId,
    ]);
    const late = await ada.caller.chat.send({ content: "Third", conversationId, clientMessageId: "Third-once" });
    expect(late).toMatchObject({ queued: false, userMessageId: waiting[2]?.userMessageId });
    expect(await codeOf(ada.caller.chat.withdraw({ userMessageId: late.userMessageId }))).toBe("NOT_FOUND");
  });

  test("go before whoever comes while nothing is being written", async () => {
    const first = await say("First");
    const waits = { userId: ada.userId, conversationId, authorId: ada.userId, text: "Earlier" };
    const ids = { id: newId("message"), assistantMessageId: newId("message"), runId: newId("run") };
    await app.db.asSystem("test: a message whose turn has not come yet", (tx) =>
      tx.queuedMessage.create({ data: { ...waits, ...ids, afterMessageId: first.userMessageId } }),
    );
    expect((await ada.caller.chat.send({ content: "Later", conversationId })).queued).toBe(true);
    await app.services.chat.queue.advance(conversationId);
    await expect.poll(async () => (await list()).length, { timeout: 10_000 }).toBe(6);
    await settled();
    expect(texts(await list()).filter((_text, index) => index % 2 === 0)).toEqual(["First", "Earlier", "Later"]);
  });

  test("are refused when there are too many", async () => {
    app.upstream.next({ text: "slow", fault: "stall", after: 1 });
    const first = await asked(ada.caller.chat.send({ content: "First", conversationId }));
    for (let index = 0; index < 20; index++) await ada.caller.chat.send({ content: `${index}`, conversationId });
    expect(await codeOf(ada.caller.chat.send({ content: "One more", conversationId }))).toBe("QUEUE_FULL");
    await ada.caller.messages.deleteAll({ conversationId });
    await settled();
    expect(first.queued).toBe(false);
    expect(await list()).toEqual([]);
  });

  test("of two people who send at once, both are kept, in one order", async () => {
    const bob = await app.person(`bob${conversationId}`);
    await ada.caller.members.add({ conversationId, who: `bob${conversationId}`, role: "writer" });
    const sent = await Promise.all([
      ada.caller.chat.send({ content: "Hers", conversationId }),
      bob.caller.chat.send({ content: "His", conversationId }),
    ]);
    expect(sent.map(({ queued }) => queued).sort()).toEqual([false, true]);
    await expect.poll(async () => (await list()).length, { timeout: 10_000 }).toBe(4);
    await settled();
    const his = (await bob.caller.messages.list({ conversationId })).items.toReversed();
    expect(texts(his)).toEqual(texts(await list()));
  });

  test("where the assistant answers only when it is mentioned, others' words wait for nobody", async () => {
    await ada.caller.conversations.update({ id: conversationId, data: { answerMode: "mentioned" } });
    const quiet = await ada.caller.chat.send({ content: "To you all, not to mail@assistant.org", conversationId });
    expect(quiet).toMatchObject({ assistantMessageId: null, runId: null, queued: false });
    const loud = await ada.caller.chat.send({ content: "And you, @Assistant?", conversationId });
    expect(loud.runId).not.toBeNull();
    await settled();
    expect(texts(await list())).toEqual(["To you all, not to mail@assistant.org", "And you, @Assistant?", "Answer"]);
  });
});
