import { newId } from "@causerie/core";
import { expect, test } from "vitest";
import { toAppError } from "../errors.ts";
import { asked, type ChatApp, codeOf, createChatApp, type Person, testModel } from "../testing/index.ts";
import { ended, shown, watch } from "../testing/watch.ts";

const timeout = 10_000;

async function conversation(options: Parameters<typeof createChatApp>[0] = {}) {
  const app = await createChatApp(options);
  app.upstream.default({ text: "Answer", intervalMs: 0 });
  const ada = await app.person("ada");
  const { id: conversationId } = await ada.caller.conversations.create({ title: "Refused" });
  return { app, ada, conversationId, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

const budget = (app: ChatApp, subject: string, limitMicros: number) =>
  app.services.budgets.set({ subject, period: "day", kind: "hard", limitMicros });

/** The most that a message may cost, by the refusal of a budget with nothing in it. */
async function costOf(app: ChatApp, person: Person, message: { content: string; conversationId: string }) {
  await budget(app, person.userId, 0);
  const refusal: unknown = await person.caller.chat.send(message).catch((error: unknown) => error);
  return Number(toAppError(refusal).params.wantedMicros);
}

/** An answer that is being written until somebody stops it. */
async function slowAnswer(app: ChatApp, person: Person, conversationId: string) {
  app.upstream.next({ text: "Some words", fault: "stall", chunks: 4, after: 2 });
  const sent = await asked(person.caller.chat.send({ content: "First", conversationId }));
  await expect.poll(() => app.upstream.requests.length, { timeout }).toBe(1);
  return sent;
}

const rows = (app: ChatApp) =>
  app.db.asSystem("test", async (tx) => ({
    waiting: await tx.queuedMessage.count(),
    reservations: await tx.reservation.count(),
    runs: await tx.run.findMany({ orderBy: { id: "asc" } }),
    calls: await tx.usageEvent.count(),
  }));

async function branch(person: Person, conversationId: string) {
  const { items } = await person.caller.messages.list({ conversationId });
  return items.toReversed().map(({ id, parts, run }) => ({ id, text: parts.map(({ text }) => text).join(""), run }));
}

/** The statuses of a run's messages as its follower hears them, up to its end. */
async function follow(person: Person, runId: string) {
  const heard: unknown[] = [];
  for await (const item of await person.caller.chat.onRun({ runId })) {
    const event = Array.isArray(item) ? item[1] : item;
    if (event.type === "message") heard.push(event.message.run?.status);
  }
  return heard;
}

/** A message whose turn has not come yet. */
function waits(app: ChatApp, person: Person, row: { conversationId: string; afterMessageId: string; text?: string }) {
  const ids = { id: newId("message"), assistantMessageId: newId("message"), runId: newId("run") };
  const more = { userId: person.userId, authorId: person.userId, text: "Waits", model: testModel };
  return (data: { model?: string; assistantMessageId?: string } = {}) =>
    app.db.asSystem("test: a message waits", (tx) =>
      tx.queuedMessage.create({ data: { ...more, ...ids, ...row, ...data } }),
    );
}

test("a budget that is used up fails the answers to those who wait, tells who watches, and lets a retry through when raised", async () => {
  await using given = await conversation();
  const { app, ada, conversationId } = given;
  await budget(app, ada.userId, await costOf(app, ada, { content: "First", conversationId }));
  const first = await slowAnswer(app, ada, conversationId);
  const second = await asked(
    ada.caller.chat.send({ content: "Second", conversationId, clientMessageId: "second-message" }),
  );
  const third = await asked(ada.caller.chat.send({ content: "Third", conversationId }));
  expect([second.queued, third.queued]).toEqual([true, true]);
  const followed = [follow(ada, second.runId), follow(ada, third.runId)];
  const isThird = (all: Parameters<typeof ended>[0]) =>
    ended(all) && shown(all).at(-1)?.id === third.assistantMessageId;
  const watched = watch(ada.caller, { conversationId }, isThird);

  await ada.caller.chat.stop({ runId: first.runId });
  expect(await Promise.all(followed)).toEqual([["failed"], ["failed"]]);
  const told = shown(await watched);
  const error = { code: "BUDGET_EXCEEDED", params: expect.objectContaining({ whose: "person", period: "day" }) };
  const failed = { status: "failed", model: testModel, costMicros: null, error };
  const expected = [
    { id: first.userMessageId, text: "First" },
    { id: first.assistantMessageId, run: { id: first.runId, status: "stopped" } },
    { id: second.userMessageId, text: "Second", run: null },
    { id: second.assistantMessageId, text: "", run: { ...failed, id: second.runId } },
    { id: third.userMessageId, text: "Third", run: null },
    { id: third.assistantMessageId, text: "", run: { ...failed, id: third.runId } },
  ];
  const written = await branch(ada, conversationId);
  expect(written).toMatchObject(expected);
  expect(told.map(({ id, run }) => ({ id, run }))).toEqual(written.map(({ id, run }) => ({ id, run })));
  expect(
    (await ada.caller.chat.send({ content: "Second", conversationId, clientMessageId: "second-message" })).runId,
  ).toBe(second.runId);
  await expect.poll(async () => (await rows(app)).reservations, { timeout }).toBe(0);
  expect(await rows(app)).toMatchObject({ waiting: 0, calls: 1 });
  expect((await rows(app)).runs[1]).toMatchObject({ leaseUntil: null, finishedAt: expect.any(Date), attempts: 1 });
  expect((await ada.caller.chat.sent({ runId: second.runId })).messages).toEqual([]);
  expect(app.upstream.requests).toHaveLength(1);
  expect(await codeOf(ada.caller.chat.regenerate({ messageId: third.assistantMessageId }))).toBe("BUDGET_EXCEEDED");

  await budget(app, ada.userId, 10_000_000);
  const again = await ada.caller.chat.regenerate({ messageId: third.assistantMessageId });
  expect(await follow(ada, again.runId)).toEqual(["complete"]);
  expect((await branch(ada, conversationId)).at(-1)).toMatchObject({ id: again.assistantMessageId, text: "Answer" });
});

test("a member's waiting message is refused by their own budget alone, and they can retry", async () => {
  await using given = await conversation();
  const { app, ada, conversationId } = given;
  const bob = await app.person("bob");
  await ada.caller.members.add({ conversationId, who: "bob", role: "writer" });
  const first = await slowAnswer(app, ada, conversationId);
  const his = await asked(bob.caller.chat.send({ content: "His", conversationId }));
  const hers = await asked(ada.caller.chat.send({ content: "Hers", conversationId }));
  await budget(app, bob.userId, 0);
  await ada.caller.chat.stop({ runId: first.runId });

  expect(await Promise.all([follow(bob, his.runId), follow(ada, hers.runId)])).toEqual([["failed"], ["complete"]]);
  const { runs, waiting } = await rows(app);
  expect(waiting).toBe(0);
  expect(runs.find(({ id }) => id === his.runId)).toMatchObject({
    userId: ada.userId,
    askerId: bob.userId,
    status: "failed",
    errorCode: "BUDGET_EXCEEDED",
    errorParams: { whose: "person" },
  });
  expect((await branch(ada, conversationId)).map(({ id }) => id).slice(2)).toEqual([
    his.userMessageId,
    his.assistantMessageId,
    hers.userMessageId,
    hers.assistantMessageId,
  ]);
  await budget(app, bob.userId, 10_000_000);
  const again = await bob.caller.chat.regenerate({ messageId: his.assistantMessageId });
  expect(await follow(bob, again.runId)).toEqual(["complete"]);
});

test("what waited when the server was killed is refused at the next start", async () => {
  await using given = await conversation();
  const { app, ada, conversationId } = given;
  await slowAnswer(app, ada, conversationId);
  const second = await asked(ada.caller.chat.send({ content: "Second", conversationId }));
  // So that it ends, and is not begun again: a word of it is written down.
  await expect.poll(() => app.db.asSystem("test", (tx) => tx.runEvent.count()), { timeout }).toBeGreaterThan(0);
  await budget(app, ada.userId, 0);
  const next = await app.restart();
  await expect.poll(async () => (await rows(app)).waiting, { timeout }).toBe(0);
  expect((await branch(ada, conversationId)).map(({ run }) => run?.status)).toEqual([
    undefined,
    "interrupted",
    undefined,
    "failed",
  ]);
  expect(await next.services.chat.run(ada.userId, second.runId)).toMatchObject({ status: "failed" });
  expect(app.upstream.requests).toHaveLength(1);
  await next.close({ graceMs: 0 });
});

test.each([
  ["MODEL_PRICE_MISSING", { model: "openrouter/not/listed" }],
  ["MODEL_CONTEXT_TOO_LONG", { text: "word ".repeat(200_000) }],
  ["MODEL_NOT_ALLOWED", { off: testModel }],
  // The usual one would answer instead, were it not off.
  ["MODEL_UNKNOWN", { model: "no/such", off: testModel }],
])(
  "%s is told as the answer's failure",
  async (code, {
    text,
    off,
    ...row
  }: {
    text?: string;
    off?: string;
    model?: string;
  }) => {
    await using given = await conversation();
    const { app, ada, conversationId } = given;
    const first = await asked(ada.caller.chat.send({ content: "First", conversationId }));
    await follow(ada, first.runId);
    const wait = waits(app, ada, { conversationId, afterMessageId: first.userMessageId, ...(text && { text }) });
    if (off) await app.services.models.update({ ids: [off], data: { enabled: false } });
    const waiting = await wait(row);
    await app.services.chat.queue.advance(conversationId);
    expect((await branch(ada, conversationId)).at(-1)).toMatchObject({
      id: waiting.assistantMessageId,
      text: "",
      run: { id: waiting.runId, status: "failed", error: { code } },
    });
    expect((await rows(app)).waiting).toBe(0);
    expect(app.upstream.requests).toHaveLength(1);
  },
);

test("trouble that may pass leaves a message waiting", async () => {
  await using given = await conversation();
  const { app, ada, conversationId } = given;
  const first = await asked(ada.caller.chat.send({ content: "First", conversationId }));
  await follow(ada, first.runId);
  const wait = waits(app, ada, { conversationId, afterMessageId: first.userMessageId });
  // The database does not take it: its answer has another's id.
  await wait({ assistantMessageId: first.assistantMessageId });
  await app.services.chat.queue.advance(conversationId);
  expect((await rows(app)).waiting).toBe(1);
  expect(await branch(ada, conversationId)).toHaveLength(2);
});
