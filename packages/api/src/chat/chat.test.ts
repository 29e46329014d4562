import { newId } from "@causerie/core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { asked, type ChatApp, codeOf, createChatApp, type Person } from "../testing/index.ts";
import { ended, shown, textOfDeltas, watch } from "../testing/watch.ts";

let app: ChatApp;
let ada: Person;
let eve: Person;

beforeAll(async () => {
  app = await createChatApp({ config: { maxMessageCharacters: 1000 } });
  ada = await app.person("ada");
  eve = await app.person("eve");
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(() => app.upstream.default({ text: "Bonjour **Ada**.", intervalMs: 0 }));

/** Sends into a conversation that has a name, so that the provider is asked for answers alone. */
async function send(person: Person, content: string) {
  const { id } = await person.caller.conversations.create({ title: "Test" });
  return asked(person.caller.chat.send({ content, conversationId: id }));
}

/** A whole exchange: what was sent, and what a watcher saw until the answer ended. */
async function exchange(person: Person, content: string, conversationId?: string) {
  const sent = conversationId
    ? await asked(person.caller.chat.send({ content, conversationId }))
    : await send(person, content);
  return { sent, seen: await watch(person.caller, { conversationId: sent.conversationId }, ended) };
}

type SentMessage = { role: string; content: string | { type: "text"; text: string }[] };

/** The messages of the last request to the provider that contains `needle`. */
function messagesSentWith(needle: string): SentMessage[] {
  const request = app.upstream.requests.findLast((each) => JSON.stringify(each.body).includes(needle));
  if (!request) throw new Error(`nothing with ${needle} was sent`);
  return (request.body as { messages: SentMessage[] }).messages;
}

async function countMessages(userId: string): Promise<number> {
  return app.db.asUser(userId, (tx) => tx.message.count());
}

describe("what is refused leaves nothing behind", () => {
  test.each([
    ["nothing", "", "MESSAGE_EMPTY"],
    ["white space", " \n\t ", "MESSAGE_EMPTY"],
    ["characters that show nothing", "\u200b\u200d\ufeff", "MESSAGE_EMPTY"],
    ["a message over the limit", "a".repeat(1001), "MESSAGE_TOO_LONG"],
    ["half of a surrogate pair", "a\ud800b", "INVALID_CHARACTERS"],
    ["NUL", "a\0b", "INVALID_CHARACTERS"],
  ])("%s", async (_what, content, code) => {
    const before = await countMessages(ada.userId);
    expect(await codeOf(ada.caller.chat.send({ content }))).toBe(code);
    expect(await countMessages(ada.userId)).toBe(before);
  });

  test("a conversation that is another's, unknown or malformed answers alike", async () => {
    const { sent } = await exchange(ada, "Mine");
    for (const conversationId of [sent.conversationId, newId("conversation"), "conv_nonsense", "'; drop table users"]) {
      expect(await codeOf(eve.caller.chat.send({ content: "Hello", conversationId }))).toBe("NOT_FOUND");
      expect(await codeOf(watch(eve.caller, { conversationId }, () => true))).toBe("NOT_FOUND");
      expect(await codeOf(eve.caller.messages.list({ conversationId }))).toBe("NOT_FOUND");
    }
    for (const runId of [sent.runId, newId("run"), "run_x"]) {
      expect(await codeOf(eve.caller.chat.stop({ runId }))).toBe("NOT_FOUND");
      expect(await codeOf(eve.caller.chat.sent({ runId }))).toBe("NOT_FOUND");
    }
    expect(await codeOf(eve.caller.chat.regenerate({ messageId: sent.assistantMessageId }))).toBe("NOT_FOUND");
    expect(await countMessages(eve.userId)).toBe(0);
  });

  test("an archived or deleted conversation takes no message", async () => {
    const { sent } = await exchange(ada, "One");
    const id = sent.conversationId;
    await ada.caller.conversations.update({ id, data: { archived: true } });
    expect(await codeOf(ada.caller.chat.send({ content: "Two", conversationId: id }))).toBe("CONVERSATION_ARCHIVED");
    await ada.caller.conversations.delete({ id });
    expect(await codeOf(ada.caller.chat.send({ content: "Two", conversationId: id }))).toBe("NOT_FOUND");
  });

  test("a model that nobody has", async () => {
    expect(await codeOf(ada.caller.chat.send({ content: "Hello", model: "nobody/none" }))).toBe("MODEL_UNKNOWN");
  });
});

describe("an exchange", () => {
  test("what people write comes through to the character", async () => {
    const texts = [
      "\u202eabc",
      `e${"\u0301".repeat(900)}`,
      "👩‍👩‍👧‍👦 𝕳",
      "<script>alert(1)</script>",
      "'; --",
      "a\r\nb",
      "\u{E000}x\u{E001}",
    ];
    for (const content of texts) {
      const { seen } = await exchange(ada, content);
      expect(shown(seen)[0]?.parts).toEqual([{ type: "text", text: content }]);
    }
  });

  test("streams, ends, and is found again as it was shown", async () => {
    app.upstream.next({ text: "Un **deux** trois", reasoning: "Compter.", chunks: 5, intervalMs: 2 });
    const { sent, seen } = await exchange(ada, "Compte");
    expect(shown(seen).map((message) => message.parts)).toEqual([
      [{ type: "text", text: "Compte" }],
      [
        { type: "reasoning", text: "Compter." },
        { type: "text", text: "Un **deux** trois" },
      ],
    ]);
    const { items } = await ada.caller.messages.list({ conversationId: sent.conversationId });
    expect(items.toReversed()).toEqual(shown(seen));
    expect(items[0]?.run).toMatchObject({ status: "complete", finishReason: "stop", model: "openrouter/fake/fast" });
    expect(items[0]?.run?.outputTokens).toBeGreaterThan(0);
    expect(items[0]?.run?.costMicros).toBeGreaterThan(0);
    const log = await app.db.asSystem("test", (tx) => tx.runEvent.count({ where: { runId: sent.runId } }));
    expect(log).toBe(0);
  });

  test("is counted once", async () => {
    const { sent } = await exchange(ada, "Count me");
    await expect
      .poll(() => app.db.asUser(ada.userId, (tx) => tx.usageEvent.count({ where: { runId: sent.runId } })))
      .toBe(1);
  });

  test("a repeated send answers as the first did, before, during and after the answer", async () => {
    const clientMessageId = newId("message");
    const sendAgain = () => ada.caller.chat.send({ content: "Once", clientMessageId });
    const results = await Promise.all([sendAgain(), sendAgain(), sendAgain()]);
    await watch(ada.caller, { conversationId: results[0]?.conversationId ?? "" }, ended);
    results.push(await sendAgain());
    expect(new Set(results.map((sent) => JSON.stringify(sent))).size).toBe(1);
    const { conversationId } = results[0] ?? { conversationId: "" };
    const again = await asked(ada.caller.chat.send({ content: "Once", conversationId, clientMessageId }));
    expect(again.userMessageId).toBe(results[0]?.userMessageId);
    expect((await ada.caller.messages.list({ conversationId })).items).toHaveLength(2);
  });

  test("the same client message id of two people are two messages", async () => {
    const clientMessageId = newId("message");
    const one = await asked(ada.caller.chat.send({ content: "Hers", clientMessageId }));
    const other = await asked(eve.caller.chat.send({ content: "Mine", clientMessageId }));
    expect(other.conversationId).not.toBe(one.conversationId);
  });

  test("the model is sent this conversation's last messages and nothing else", async () => {
    await exchange(eve, "EVE'S SECRET");
    await exchange(ada, "ANOTHER CONVERSATION");
    app.upstream.default({ text: "Answer.", intervalMs: 0 });
    const { sent } = await exchange(ada, "Question 0");
    for (let turn = 1; turn <= 6; turn++) await exchange(ada, `Question ${turn}`, sent.conversationId);
    const messages = messagesSentWith("Question 6");
    expect(messages[0]?.role).toBe("system");
    const texts = JSON.stringify(messages.slice(1).map((message) => message.content));
    expect(messages.slice(1)).toHaveLength(8);
    expect(texts).toContain("Question 3");
    expect(texts).not.toContain("Question 2");
    expect(JSON.stringify(messages)).not.toMatch(/SECRET|ANOTHER/);
  });

  test("exactly what was sent can be looked at", async () => {
    const { sent } = await exchange(ada, "Look");
    const messages = messagesSentWith('"Look"');
    const shownToHer = await ada.caller.chat.sent({ runId: sent.runId });
    expect(shownToHer.messages.map(({ role, text }) => ({ role, text }))).toEqual(
      messages.map(({ role, content }) => ({ role, text: typeof content === "string" ? content : content[0]?.text })),
    );
  });
});

describe("leaving and coming back", () => {
  test("whoever comes back at any point gets exactly the rest", async () => {
    const text = "a".repeat(10) + "é🌞".repeat(30);
    app.upstream.next({ text, chunks: 40, intervalMs: 4 });
    const sent = await send(ada, "Long");
    const { conversationId } = sent;
    const first = await watch(ada.caller, { conversationId }, (seen) => textOfDeltas(seen).length >= 20);
    const lastEventId = first.findLast(({ id }) => id !== null)?.id ?? "";
    const rest = await watch(ada.caller, { conversationId, lastEventId }, ended);
    expect(textOfDeltas(first) + textOfDeltas(rest)).toBe(text);
    expect(shown([...first, ...rest]).at(-1)?.parts).toEqual([{ type: "text", text }]);
  });

  test("the answer goes on although nobody watches, and a newcomer gets it whole", async () => {
    app.upstream.next({ text: "Alone but whole.", chunks: 8, intervalMs: 5 });
    const { conversationId } = await send(ada, "Go");
    const left = await watch(ada.caller, { conversationId }, (seen) => textOfDeltas(seen) !== "");
    expect(left.length).toBeGreaterThan(0);
    const late = await watch(ada.caller, { conversationId }, ended);
    expect(shown(late).at(-1)?.parts).toEqual([{ type: "text", text: "Alone but whole." }]);
  });

  test("a made-up last event id is as none", async () => {
    app.upstream.next({ text: "From the start", chunks: 6, intervalMs: 5 });
    const { conversationId, runId } = await send(ada, "Go");
    for (const lastEventId of [`${runId}.99999`, `${newId("run")}.3`, "nonsense", "run_x.-1"]) {
      const seen = await watch(
        ada.caller,
        { conversationId, lastEventId },
        (all) => ended(all) || textOfDeltas(all) !== "",
      );
      expect(shown(seen).at(-1)?.role).toBe("assistant");
    }
  });

  test("stop keeps what was shown, closes the provider's connection, and says so to all", async () => {
    app.upstream.next({ text: "Never to its end", chunks: 4, fault: "stall", after: 2 });
    const { conversationId, runId } = await send(ada, "Begin");
    const watching = watch(ada.caller, { conversationId }, ended);
    await watch(ada.caller, { conversationId }, (seen) => textOfDeltas(seen).length >= 8);
    expect(await ada.caller.chat.stop({ runId })).toEqual({ stopped: true });
    const answer = shown(await watching).at(-1);
    expect(answer?.run?.status).toBe("stopped");
    expect(answer?.parts[0]?.text).toBe("Never to");
    await expect.poll(() => app.upstream.requests.at(-1)?.closedEarly).toBe(true);
    expect(await ada.caller.chat.stop({ runId })).toEqual({ stopped: false });
  });

  test("deleting the conversation ends its run and its streams, and nothing is left", async () => {
    app.upstream.next({ text: "Gone soon", chunks: 4, fault: "stall", after: 1 });
    const { conversationId, runId } = await send(ada, "Begin");
    const watching = watch(ada.caller, { conversationId }, () => false);
    await watch(ada.caller, { conversationId }, (seen) => textOfDeltas(seen) !== "");
    await ada.caller.conversations.delete({ id: conversationId });
    expect((await watching).at(-1)?.event).toEqual({ type: "deleted" });
    await expect.poll(() => app.upstream.requests.at(-1)?.closedEarly).toBe(true);
    const left = await app.db.asSystem("test", async (tx) => [
      await tx.message.count({ where: { conversationId } }),
      await tx.run.count({ where: { id: runId } }),
      await tx.runEvent.count({ where: { runId } }),
    ]);
    expect(left).toEqual([0, 0, 0]);
  });
});

describe("trouble upstream", () => {
  test.each([
    [
      "an error in the middle",
      { text: "Half an answer", chunks: 4, fault: "error-chunk", after: 2 } as const,
      "Half an",
    ],
    ["a connection that breaks", { text: "Half an answer", chunks: 4, fault: "cut", after: 2 } as const, "Half an"],
    ["a refused key", { status: 401 }, ""],
    ["no credit", { status: 402 }, ""],
    ["an empty answer", { text: "" }, ""],
  ])("%s keeps what came, says what happened, and can be retried", async (_what, behaviour, kept) => {
    app.upstream.next(behaviour);
    const { sent, seen } = await exchange(ada, "Try");
    const failed = shown(seen).at(-1);
    expect(failed?.run?.status).toBe("failed");
    expect(failed?.run?.error?.code).toMatch(/^MODEL_/);
    expect(failed?.parts.map((part) => part.text).join("")).toBe(kept);

    const retry = await ada.caller.chat.regenerate({ messageId: sent.assistantMessageId });
    const { conversationId } = sent;
    const after = await watch(ada.caller, { conversationId }, ended);
    expect(shown(after).at(-1)).toMatchObject({ id: retry.assistantMessageId, run: { status: "complete" } });
    const { items } = await ada.caller.messages.list({ conversationId });
    expect(items.map((message) => message.id)).toEqual([retry.assistantMessageId, sent.userMessageId]);
  });
});
