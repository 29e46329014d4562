import type { Prices } from "@causerie/llm";
import { expect, test } from "vitest";
import { toAppError } from "../errors.ts";
import { asked, type ChatApp, codeOf, createChatApp, type Person } from "../testing/index.ts";
import { ended, shown, textOfDeltas, watch } from "../testing/watch.ts";
import { admit } from "./admission.ts";
import { requirePrice } from "./price.ts";
import { settle, unsaid } from "./settle.ts";
import { chatSize, completionSize, worstCase } from "./worst-case.ts";

/** The fake models' price: 1 dollar a million tokens of input, 2 of output, of which 16,384 fit into an answer. */
const answerMicros = 32_768n;

async function budget(app: ChatApp, subject: string, limitMicros: bigint, period: "day" | "month" = "day") {
  await app.services.budgets.set({ subject, period, kind: "hard", limitMicros: Number(limitMicros) });
}

const rows = (app: ChatApp) =>
  app.db.asSystem("test", async (tx) => ({
    events: await tx.usageEvent.findMany({ orderBy: { id: "asc" } }),
    reservations: await tx.reservation.findMany(),
    totals: await tx.usageTotal.findMany(),
    messages: await tx.message.count(),
  }));

const settledRows = async (app: ChatApp, calls: number) => {
  await expect.poll(async () => (await rows(app)).events.length).toBe(calls);
  return rows(app);
};

async function answered(person: Person, content: string) {
  const sent = await asked(person.caller.chat.send({ content }));
  const seen = await watch(person.caller, { conversationId: sent.conversationId }, ended);
  return { sent, run: shown(seen).at(-1)?.run };
}

test("what could go beyond a budget is refused with what is left, and nothing is written or sent", async () => {
  await using app = await createChatApp();
  const ada = await app.person("ada");
  await budget(app, ada.userId, answerMicros);
  const error = toAppError(await ada.caller.chat.send({ content: "Hello" }).catch((thrown: unknown) => thrown));
  expect(error.code).toBe("BUDGET_EXCEEDED");
  expect(error.params).toMatchObject({ whose: "person", period: "day", limitMicros: 32_768, leftMicros: 32_768 });
  expect(Number(error.params.wantedMicros)).toBeGreaterThan(32_768);
  expect(Date.parse(String(error.params.renewsAt))).toBeGreaterThan(Date.now());
  expect(await rows(app)).toEqual({ events: [], reservations: [], totals: [], messages: 0 });
  expect(app.upstream.requests).toEqual([]);
});

test("a model without a price that can be reckoned with is refused, and a free one is not", async () => {
  await using app = await createChatApp();
  const ada = await app.person("ada");
  const unlisted = { content: "Hello", model: "openrouter/not/listed" };
  expect(await codeOf(ada.caller.chat.send(unlisted))).toBe("MODEL_PRICE_MISSING");
  await budget(app, "everyone", 0n);
  // It is reckoned at the dearest of those that it may choose.
  const router = { content: "Hello", model: "openrouter/openrouter/auto" };
  expect(await codeOf(ada.caller.chat.send(router))).toBe("BUDGET_EXCEEDED");
  expect((await rows(app)).messages).toBe(0);
  const free = { content: "Hello", model: "openrouter/meta-llama/llama-3.3-70b-instruct:free" };
  expect(await asked(ada.caller.chat.send(free))).toMatchObject({ queued: false });
});

test.each([
  [{ inputMicrosPerMillion: -1, outputMicrosPerMillion: 1 }, "negative"],
  [{ inputMicrosPerMillion: 1, outputMicrosPerMillion: 10_000_000_001 }, "absurd"],
  [{ inputMicrosPerMillion: Number.NaN, outputMicrosPerMillion: 1 }, "absurd"],
  [{ inputMicrosPerMillion: 0.5, outputMicrosPerMillion: 1 }, "absurd"],
  [null, "missing"],
])("a price of %j is %s where the provider bills", (prices, reason) => {
  const model = { id: "openrouter/a", bills: true, prices };
  expect(() => requirePrice(model)).toThrow(expect.objectContaining({ params: { model: "openrouter/a", reason } }));
  if (prices === null) expect(requirePrice({ ...model, bills: false })).toBeNull();
});

test("of fifty sends at once, a budget for ten lets ten through, whichever process takes them", async () => {
  await using app = await createChatApp();
  const ada = await app.person("ada");
  app.upstream.default({ fault: "never" });
  const content = "The same words";
  await budget(app, "everyone", 0n);
  const wanted = toAppError(await ada.caller.chat.send({ content }).catch((thrown: unknown) => thrown)).params;
  await app.db.asSystem("test: enough for ten", (tx) =>
    tx.budget.updateMany({ data: { limitMicros: 10n * BigInt(Number(wanted.wantedMicros)) + 9n } }),
  );
  const other = await app.another();
  const callers = [ada.caller, ada.on(other)];
  const codes = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      callers[n % 2]?.chat.send({ content }).then(
        () => "sent",
        (error: unknown) => toAppError(error).code,
      ),
    ),
  );
  expect(codes.filter((code) => code === "sent")).toHaveLength(10);
  expect(codes.filter((code) => code === "BUDGET_EXCEEDED")).toHaveLength(40);
  expect((await rows(app)).reservations).toHaveLength(10);
  await other.close({ graceMs: 0 });
});

test("a call is settled once, with what the provider billed, and its reservation is gone", async () => {
  await using app = await createChatApp();
  const ada = await app.person("ada");
  await budget(app, ada.userId, 10_000_000n, "month");
  app.upstream.next({ text: "Hello.", cost: 0.0123 });
  const { run } = await answered(ada, "Hi");
  // The title, named by the same model at its price, is the second call.
  const { events, reservations, totals } = await settledRows(app, 2);
  expect(run?.costMicros).toBe(12_300);
  expect(events.find(({ purpose }) => purpose === "chat")).toMatchObject({ costMicros: 12_300n, estimated: false });
  expect(reservations).toEqual([]);
  const spent = events.reduce((sum, { costMicros }) => sum + (costMicros ?? 0n), 0n);
  expect(totals.reduce((sum, { costMicros }) => sum + costMicros, 0n)).toBe(spent);
  expect(app.upstream.requests[0]?.body).toMatchObject({ max_tokens: 16_384 });
});

test("without a budget nothing is reserved and no limit is sent", async () => {
  await using app = await createChatApp();
  const ada = await app.person("ada");
  app.upstream.next({ fault: "stall", text: "Hello there", chunks: 2, after: 1 });
  await asked(ada.caller.chat.send({ content: "Hi" }));
  await expect.poll(() => app.upstream.requests.length).toBe(1);
  expect((await rows(app)).reservations).toEqual([]);
  expect(app.upstream.requests[0]?.body).not.toHaveProperty("max_tokens");
});

test.each([1e30, -1])("a provider that says it billed %d dollars is not believed: tokens × price", async (cost) => {
  await using app = await createChatApp();
  const ada = await app.person("ada");
  app.upstream.next({ text: "Hello.", cost });
  const { run } = await answered(ada, "Hi");
  const tokens = (run?.inputTokens ?? 0) + 2 * (run?.outputTokens ?? 0);
  expect(run?.costMicros).toBe(tokens);
  expect(tokens).toBeGreaterThan(0);
});

test("an answer that was stopped is counted by what was sent and what had come", async () => {
  await using app = await createChatApp();
  const ada = await app.person("ada");
  await budget(app, ada.userId, 10_000_000n);
  app.upstream.next({ text: "Some words that had come", fault: "stall", chunks: 4, after: 3 });
  const { id: conversationId } = await ada.caller.conversations.create({ title: "Test" });
  const sent = await asked(ada.caller.chat.send({ content: "Begin", conversationId }));
  await watch(ada.caller, { conversationId }, (all) => textOfDeltas(all).length >= 10);
  await ada.caller.chat.stop({ runId: sent.runId });
  const { events, reservations } = await settledRows(app, 1);
  expect(events[0]).toMatchObject({ estimated: true, runId: sent.runId });
  expect(events[0]?.inputTokens).toBeGreaterThan(5);
  expect(events[0]?.outputTokens).toBeGreaterThan(2);
  expect(events[0]?.costMicros).toBe(BigInt((events[0]?.inputTokens ?? 0) + 2 * (events[0]?.outputTokens ?? 0)));
  expect(reservations).toEqual([]);
});

test("a process that dies between a call and its settlement leaves it to the next one, once", async () => {
  await using app = await createChatApp();
  const ada = await app.person("ada");
  await budget(app, ada.userId, 10_000_000n);
  app.upstream.next({ text: "What had been shown", chunks: 4, fault: "stall", after: 3 });
  const { id: conversationId } = await ada.caller.conversations.create({ title: "Test" });
  const sent = await asked(ada.caller.chat.send({ content: "Begin", conversationId }));
  await watch(ada.caller, { conversationId }, (all) => textOfDeltas(all).length >= 10);
  const logged = () => app.db.asSystem("test", (tx) => tx.runEvent.count({ where: { runId: sent.runId } }));
  await expect.poll(logged).toBeGreaterThan(0);
  // A title's call of the same process, of which nothing else is known.
  await app.db.asSystem("test: a call that nobody finishes", (tx) =>
    tx.reservation.create({
      data: {
        id: "use_lost",
        userId: ada.userId,
        purpose: "title",
        provider: "openrouter",
        model: "openrouter/fake/fast",
        amountMicros: 99n,
        ownerId: "run_gone",
        leaseUntil: new Date(0),
        createdAt: new Date(),
      },
    }),
  );

  const next = await app.restart();
  const { events, reservations } = await settledRows(app, 2);
  expect(reservations).toEqual([]);
  expect(events.find(({ id }) => id === "use_lost")).toMatchObject({ costMicros: null, estimated: true });
  const run = events.find(({ runId }) => runId === sent.runId);
  expect(run).toMatchObject({ estimated: true });
  expect(run?.costMicros).toBeGreaterThan(0n);
  // The process that was taken for dead comes back with its own account of the call.
  await app.services.chat.stop(ada.userId, sent.runId);
  await app.close({ graceMs: 0 });
  expect((await rows(app)).events).toEqual(events);
  await next.close({ graceMs: 0 });
});

test("a day's budget begins anew at midnight UTC, a month's on the first", async () => {
  await using app = await createChatApp();
  const ada = await app.person("ada");
  await budget(app, ada.userId, 1000n, "day");
  await budget(app, ada.userId, 1500n, "month");
  const spent = { model: "m", reasoningTokens: 0n, calls: 1n, inputTokens: 1n, outputTokens: 1n, costMicros: 900n };
  await app.db.asSystem("test: what was spent on a day", (tx) =>
    tx.usageDay.create({ data: { userId: ada.userId, day: new Date("2026-01-30"), ...spent } }),
  );
  const left = (at: string) =>
    app.db.asSystem("test: what is left", async (tx) => {
      const found = await tx.$queryRaw<{ period: string; left: bigint }[]>`
        select period, limit_micros - spent_micros as left from causerie_budgets(${ada.userId}, null, ${at}::timestamptz)`;
      return Object.fromEntries(found.map((row) => [row.period, Number(row.left)]));
    });
  expect(await left("2026-01-30T23:59:59.999Z")).toEqual({ day: 100, month: 600 });
  expect(await left("2026-01-31T00:00:00.000Z")).toEqual({ day: 1000, month: 600 });
  expect(await left("2026-02-01T00:59:00+01:00")).toEqual({ day: 1000, month: 600 });
  expect(await left("2026-02-01T00:00:00.000Z")).toEqual({ day: 1000, month: 1500 });
});

test("the worst case is one for any text, and for any length that was asked for", () => {
  const prices = { inputMicrosPerMillion: 1_000_000, outputMicrosPerMillion: 2_000_000 };
  const model = { contextTokens: 128_000, maxOutputTokens: 4096 };
  const long = worstCase(prices, model, { inputTokens: 10, maxOutputTokens: 999_999 });
  expect(long).toEqual({ amountMicros: 8202n, maxOutputTokens: 4096 });
  const short = worstCase(prices, model, { inputTokens: 10, maxOutputTokens: 40 });
  expect(short).toEqual({ amountMicros: 90n, maxOutputTokens: 40 });
  expect(chatSize({ messages: [{ role: "user", text: "" }] }).input().inputTokens).toBeGreaterThan(0);
});

test("what a provider asks for a call and for an image is held and settled with the tokens", () => {
  const tokens = { inputMicrosPerMillion: 1_000_000, outputMicrosPerMillion: 2_000_000 };
  const prices = { ...tokens, requestMicros: 5_000, imageMicros: 700 };
  const origin = { callId: "run_1", userId: "usr_1", keyId: null, conversationId: null, runId: null };
  const model = { id: "openrouter/a", provider: "openrouter", bills: true, contextTokens: null, maxOutputTokens: 100 };
  const image = { type: "image_url", image_url: { url: "https://example.org/a.png" } };
  const size = completionSize({ messages: [{ role: "user", content: [image, { type: "text", text: "?" }, image] }] });
  const held = (prices: Prices) =>
    admit({ ...origin, purpose: "chat" }, { model: { ...model, prices }, size, counts: true }).amountMicros ?? 0n;
  expect(held(prices) - held(tokens)).toBe(5_000n + 2n * 700n);
  // Where there is nothing but a fee, there is something to be held.
  expect(held({ inputMicrosPerMillion: 0, outputMicrosPerMillion: 0, requestMicros: 5_000 })).toBe(5_000n);

  const call = { prices, inputTokens: () => 10, streamedTokens: 5 };
  expect(settle(unsaid, call).costMicros).toBe(20n + 5_000n);
  expect(settle(unsaid, { ...call, streamedTokens: 0 }).costMicros).toBe(0n);
  expect(settle({ ...unsaid, billedMicros: 7n }, call).costMicros).toBe(7n);
});
