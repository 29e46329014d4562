import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asked, type ChatApp, createChatApp, type Person } from "../testing/index.ts";
import { ended, shown, textOfDeltas, watch } from "../testing/watch.ts";

/**
 * Two processes on one PostgreSQL. What each writes the other learns from the database alone: no word goes between their buses.
 *
 * The embedded database has one process, which takes over whatever it finds, so there is nothing to prove on it.
 */
describe.skipIf(!process.env.TEST_DATABASE_URL)("two processes without a bus between them", () => {
  let app: ChatApp;
  let other: Awaited<ReturnType<ChatApp["another"]>>;
  let ada: Person;
  let there: Person["caller"];
  let conversationId: string;

  beforeAll(async () => {
    app = await createChatApp();
    other = await app.another();
    ada = await app.person("ada");
    there = ada.on(other);
    ({ id: conversationId } = await ada.caller.conversations.create({ title: "Two processes" }));
  });
  afterAll(async () => {
    await other.close({ graceMs: 0 });
    await app[Symbol.asyncDispose]();
  });

  test("an answer that one writes is watched on the other from its start, to the character", async () => {
    app.upstream.next({ text: "One two three four five", chunks: 5, intervalMs: 600 });
    await ada.caller.chat.send({ content: "Count", conversationId });
    const seen = await watch(there, { conversationId }, ended);
    expect(textOfDeltas(seen).length).toBeGreaterThan(0);
    expect("One two three four five").toContain(textOfDeltas(seen));
    expect(shown(seen).at(-1)).toMatchObject({
      parts: [{ type: "text", text: "One two three four five" }],
      run: { status: "complete" },
    });
  });

  test("who comes over from the one goes on at the exact character on the other", async () => {
    app.upstream.next({ text: "abcdefghij", chunks: 10, intervalMs: 120 });
    await ada.caller.chat.send({ content: "Spell", conversationId });
    const first = await watch(ada.caller, { conversationId }, (all) => textOfDeltas(all).length >= 4);
    const lastEventId = first.findLast(({ id }) => id !== null)?.id ?? "";
    const rest = await watch(there, { conversationId, lastEventId }, ended);
    expect("abcdefghij").toContain(textOfDeltas(first) + textOfDeltas(rest));
    expect(textOfDeltas(rest).startsWith(textOfDeltas(first))).toBe(false);
    expect(shown(rest).at(-1)?.parts).toEqual([{ type: "text", text: "abcdefghij" }]);
  });

  test("stop on the other ends it, and keeps what it had", async () => {
    app.upstream.next({ text: "Never to be finished", chunks: 4, fault: "stall", after: 3, intervalMs: 10 });
    const { runId } = await asked(ada.caller.chat.send({ content: "Stop me", conversationId }));
    await watch(there, { conversationId }, (all) => textOfDeltas(all).length > 5);
    expect(await there.chat.stop({ runId })).toEqual({ stopped: true });
    const seen = await watch(there, { conversationId }, ended);
    expect(seen.at(-1)?.event).toMatchObject({ message: { run: { id: runId, status: "stopped" } } });
    expect(await there.chat.stop({ runId })).toEqual({ stopped: false });
  });

  test("a message sent on the other while one writes waits, and has its turn", async () => {
    app.upstream.next({ text: "slow", fault: "stall", after: 1 });
    const { runId } = await asked(ada.caller.chat.send({ content: "Slowly", conversationId }));
    const next = await asked(there.chat.send({ content: "Next", conversationId }));
    expect(next.queued).toBe(true);
    app.upstream.default({ text: "Its answer", intervalMs: 0 });
    await ada.caller.chat.stop({ runId });
    await expect
      .poll(async () => (await there.messages.list({ conversationId })).items[0]?.run?.status, { timeout: 10_000 })
      .toBe("complete");
    expect((await there.messages.list({ conversationId })).items[0]?.run?.id).toBe(next.runId);
  });

  test("deleting the conversation on the other ends the run, with nothing left", async () => {
    app.upstream.next({ text: "slow", fault: "stall", after: 1 });
    const { id } = await ada.caller.conversations.create({ title: "Soon gone" });
    await ada.caller.chat.send({ content: "Slowly", conversationId: id });
    await there.conversations.delete({ id });
    const received = app.upstream.requests.at(-1);
    await expect.poll(() => received?.closedEarly, { timeout: 10_000 }).toBe(true);
  });
});
