import { systemClock } from "@causerie/core";
import { silentLogger } from "@causerie/core/server";
import { expect, test } from "vitest";
import { asked, createChatApp } from "../testing/index.ts";
import { ended, shown, textOfDeltas, watch } from "../testing/watch.ts";
import { recoverRuns } from "./recovery.ts";

/** A run that wrote something and then hangs, as far as the log has it. */
async function hangingRun(app: Awaited<ReturnType<typeof createChatApp>>) {
  const ada = await app.person("ada");
  app.upstream.next({ text: "What had been shown", chunks: 4, fault: "stall", after: 3 });
  const { id } = await ada.caller.conversations.create({ title: "Test" });
  const sent = await asked(ada.caller.chat.send({ content: "Begin", conversationId: id }));
  const seen = await watch(ada.caller, { conversationId: id }, (all) => textOfDeltas(all).length >= 10);
  await expect
    .poll(() => app.db.asSystem("test", (tx) => tx.runEvent.count({ where: { runId: sent.runId } })), { timeout: 5000 })
    .toBeGreaterThan(0);
  return { ada, sent, text: textOfDeltas(seen) };
}

test("after the process was killed, what had been shown is there, marked interrupted, and can be answered again", async () => {
  await using app = await createChatApp();
  const { ada, sent, text } = await hangingRun(app);

  const next = await app.restart();
  const caller = ada.on(next);
  const { items } = await caller.messages.list({ conversationId: sent.conversationId });
  expect(items[0]?.run).toMatchObject({ id: sent.runId, status: "interrupted" });
  expect(items[0]?.parts).toEqual([{ type: "text", text }]);
  expect(await app.db.asSystem("test", (tx) => tx.runEvent.count())).toBe(0);

  app.upstream.next({ text: "Whole", intervalMs: 0 });
  await caller.chat.regenerate({ messageId: sent.assistantMessageId });
  const seen = await watch(caller, { conversationId: sent.conversationId }, ended);
  expect(shown(seen).at(-1)?.run?.status).toBe("complete");
  await next.close({ graceMs: 0 });
});

test("an answer of which no word had come is begun again, once", async () => {
  await using app = await createChatApp();
  const ada = await app.person("ada");
  app.upstream.next({ fault: "never" });
  const sent = await asked(ada.caller.chat.send({ content: "Hello?" }));
  await expect.poll(() => app.upstream.requests.length).toBe(1);

  app.upstream.next({ fault: "never" });
  const second = await app.restart();
  await expect.poll(() => app.upstream.requests.length).toBe(2);
  expect(app.upstream.requests[1]?.body).toEqual(app.upstream.requests[0]?.body);
  const watched = watch(ada.on(second), { conversationId: sent.conversationId }, (all) => all.length >= 2);
  expect(shown(await watched).at(-1)?.run).toMatchObject({ id: sent.runId, status: "streaming" });

  const third = await app.restart();
  const { items } = await ada.on(third).messages.list({ conversationId: sent.conversationId });
  expect(items[0]?.run).toMatchObject({ id: sent.runId, status: "interrupted" });
  expect(app.upstream.requests).toHaveLength(2);
  await second.close({ graceMs: 0 });
  await third.close({ graceMs: 0 });
});

test("a conversation whose first answer dies with the server is named by its question", async () => {
  await using app = await createChatApp();
  const ada = await app.person("ada");
  const title = async (id: string) => (await ada.caller.conversations.get({ id })).title;
  app.upstream.next({ text: "Scattered light, seen from", chunks: 4, fault: "stall", after: 3 });
  const killed = await asked(ada.caller.chat.send({ content: "Why is the\nsky blue?" }));
  await expect.poll(() => app.db.asSystem("test", (tx) => tx.runEvent.count()), { timeout: 5000 }).toBeGreaterThan(0);
  const next = await app.restart();
  expect(await title(killed.conversationId)).toBe("Why is the sky blue?");

  app.upstream.next({ fault: "never" });
  const stopped = await asked(ada.on(next).chat.send({ content: "And the sea?" }));
  app.upstream.next({ text: "It isn't.", intervalMs: 0 });
  app.upstream.next({ fault: "never" });
  const unnamed = await asked(ada.on(next).chat.send({ content: "And the moon?" }));
  // The last of them asks for a title.
  await expect.poll(() => app.upstream.requests.length, { timeout: 5000 }).toBe(4);
  await next.close({ graceMs: 0 });
  expect(await title(stopped.conversationId)).toBe("And the sea?");
  expect(await title(unnamed.conversationId)).toBe("And the moon?");
});

test("a process never takes its own answers for lost, however old their leases look", async () => {
  await using app = await createChatApp();
  const { sent } = await hangingRun(app);
  const { ownerId } = await app.db.asSystem("test: leases run out", (tx) =>
    tx.run.update({ where: { id: sent.runId }, data: { leaseUntil: new Date(0) } }),
  );
  const recover = (processId: string) =>
    recoverRuns(
      { db: app.db, clock: systemClock, log: silentLogger, bus: app.bus, processId, priceOf: async () => null },
      { exclusive: false },
    );
  expect(await recover(ownerId ?? "")).toEqual({ interrupted: [], restarted: [] });
  expect((await recover("another")).interrupted.map(({ runId }) => runId)).toEqual([sent.runId]);
});

test("a message that waited when its process died has its turn after the next start", async () => {
  await using app = await createChatApp();
  const { ada, sent } = await hangingRun(app);
  const next = await asked(ada.caller.chat.send({ content: "Next", conversationId: sent.conversationId }));
  expect(next.queued).toBe(true);
  app.upstream.default({ text: "At last", intervalMs: 0 });
  const restarted = await app.restart();
  const caller = ada.on(restarted);
  await expect
    .poll(async () => (await caller.messages.list({ conversationId: sent.conversationId })).items[0]?.run?.status)
    .toBe("complete");
  expect((await caller.messages.list({ conversationId: sent.conversationId })).items[0]?.run?.id).toBe(next.runId);
  await restarted.close({ graceMs: 0 });
});

test("a process that lost its runs to another can no longer write to them", async () => {
  await using app = await createChatApp();
  const { ada, sent, text } = await hangingRun(app);
  const next = await app.restart();
  await app.services.chat.stop(ada.userId, sent.runId);
  // The old process's end is handed in and refused; what the new one recovered stands.
  await app.close({ graceMs: 0 });
  const { items } = await ada.on(next).messages.list({ conversationId: sent.conversationId });
  expect(items[0]?.run?.status).toBe("interrupted");
  expect(items[0]?.parts).toEqual([{ type: "text", text }]);
  await next.close({ graceMs: 0 });
});

test("stopping the server takes no new message, and writes down what its answers had", async () => {
  await using app = await createChatApp();
  const { ada, sent, text } = await hangingRun(app);
  await app.close({ graceMs: 20 });
  await expect(ada.caller.chat.send({ content: "Too late" })).rejects.toMatchObject({
    cause: { code: "SHUTTING_DOWN" },
  });
  const { items } = await ada.caller.messages.list({ conversationId: sent.conversationId });
  expect(items[0]?.run?.status).toBe("interrupted");
  expect(items[0]?.parts).toEqual([{ type: "text", text }]);
});

test("an answer that ends within the grace time is whole", async () => {
  await using app = await createChatApp();
  const ada = await app.person("ada");
  app.upstream.next({ text: "Just in time", chunks: 5, intervalMs: 30 });
  const { conversationId } = await asked(ada.caller.chat.send({ content: "Begin" }));
  await app.close({ graceMs: 5000 });
  const { items } = await ada.caller.messages.list({ conversationId });
  expect(items[0]).toMatchObject({ parts: [{ text: "Just in time" }], run: { status: "complete" } });
});

test("the database going away for a while loses nothing", async () => {
  await using app = await createChatApp();
  const ada = await app.person("ada");
  const { id } = await ada.caller.conversations.create({ title: "Test" });
  app.upstream.next({ text: "Through the trouble", chunks: 6, intervalMs: 20 });
  const { asSystem } = app.db;
  let refusals = 3;
  Object.assign(app.db, {
    asSystem: (reason: string, work: Parameters<typeof asSystem>[1]) =>
      refusals-- > 0 ? Promise.reject(new Error("the connection is gone")) : asSystem(reason, work),
  });
  await ada.caller.chat.send({ content: "Begin", conversationId: id });
  const seen = await watch(ada.caller, { conversationId: id }, ended);
  expect(shown(seen).at(-1)).toMatchObject({ parts: [{ text: "Through the trouble" }], run: { status: "complete" } });
});
