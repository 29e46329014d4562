import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AnswerWatch, numbered, textOf } from "./fixtures/answer-watch.ts";
import { type Person, register } from "./fixtures/person.ts";
import { metricsToken, startTestSet, type TestSet } from "./fixtures/test-set.ts";

const text = numbered(150);

describe.runIf(process.env.TEST_DATABASE_URL).each([
  ["Redis", true],
  ["PostgreSQL alone", false],
] as const)("three processes joined by %s", (name, redis) => {
  let set: TestSet;
  let ada: Person;
  const at = (index: number) => ada.at(set.apps[index]?.url ?? "");

  beforeAll(async () => {
    set = await startTestSet({ redis });
    set.upstream.default({ text, chunks: 150, intervalMs: 20 });
    ada = await register(set.url);
  });
  afterAll(() => set?.stop());

  async function ask(index: number) {
    const answer = await at(index).ask("Hello");
    return { conversationId: answer.conversationId, messageId: answer.assistantMessageId, runId: answer.runId ?? "" };
  }

  test("a person whose sessions end on one process is nobody on the others at their next request", async () => {
    const eve = await register(set.url);
    const urls = set.apps.map((app) => app.url);
    for (const url of urls) expect(await eve.at(url).api.auth.me.query()).toMatchObject({ id: eve.id });
    await eve.at(urls[0] ?? "").api.auth.signOutEverywhere.mutate();
    for (const url of urls) {
      const refused = await eve
        .at(url)
        .api.auth.me.query()
        .catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: "SESSION_EXPIRED" });
    }
  });

  test("signing out on one process ends the streams on the others", async () => {
    const eve = await register(set.url);
    const url = (index: number) => set.apps[index]?.url ?? "";
    const answer = await eve.at(url(0)).ask("Hello");
    const watch = new AnswerWatch(eve.at(url(1)), {
      conversationId: answer.conversationId,
      messageId: answer.assistantMessageId,
    });
    await expect.poll(() => watch.text).not.toBe("");
    await eve.at(url(2)).api.auth.signOutEverywhere.mutate();
    await expect.poll(() => watch.failure).toMatchObject({ code: "SESSION_EXPIRED" });
    watch.leave();
  });

  test("an answer started on one is watched on the others while it is written", async () => {
    const answer = await ask(0);
    const watches = [1, 2].map((index) => new AnswerWatch(at(index), answer));
    // Growing while it is written: not only there when it is finished.
    for (const watch of watches) await expect.poll(() => watch.text.length).toBeGreaterThan(20);
    for (const watch of watches) expect(watch.ended).toBeNull();
    for (const watch of watches) {
      await expect.poll(() => watch.ended, { timeout: 20_000 }).not.toBeNull();
      expect(watch.failure).toBeNull();
      expect(textOf(watch.ended)).toBe(text);
      expect(text.startsWith(watch.text)).toBe(true);
      watch.leave();
    }
  });

  test("it is resumed on another at the exact character", async () => {
    const answer = await ask(0);
    const first = new AnswerWatch(at(0), answer);
    await expect.poll(() => first.text.length).toBeGreaterThan(100);
    first.leave();
    const shown = first.text;
    const second = new AnswerWatch(at(1), { ...answer, after: first });
    await expect.poll(() => second.text.length).toBeGreaterThan(shown.length + 100);
    second.leave();
    const third = new AnswerWatch(at(2), { ...answer, after: second });
    await expect.poll(() => third.ended, { timeout: 20_000 }).not.toBeNull();
    expect([second.failure, third.failure]).toEqual([null, null]);
    expect(second.text.startsWith(shown)).toBe(true);
    expect(textOf(third.ended)).toBe(text);
    third.leave();
  });

  test("it is stopped on another, and everyone sees that", async () => {
    const answer = await ask(0);
    const watch = new AnswerWatch(at(2), answer);
    await expect.poll(() => watch.text.length).toBeGreaterThan(50);
    await at(1).api.chat.stop.mutate({ runId: answer.runId });
    await expect.poll(() => watch.ended?.run?.status, { timeout: 10_000 }).toBe("stopped");
    const kept = textOf(watch.ended);
    expect(text.startsWith(kept)).toBe(true);
    expect(kept.length).toBeLessThan(text.length);
    expect(kept.startsWith(watch.text)).toBe(true);
    watch.leave();
  });

  test("through HAProxy a stream comes as it is written, whichever process has it", async () => {
    const client = ada.at(set.url);
    for (let turn = 0; turn < 4; turn++) {
      const answer = await client.ask("Hello");
      const watch = new AnswerWatch(client, {
        conversationId: answer.conversationId,
        messageId: answer.assistantMessageId,
      });
      await expect.poll(() => watch.text.length).toBeGreaterThan(20);
      expect(watch.ended).toBeNull();
      await answer.stop();
      await expect.poll(() => watch.ended?.run?.status, { timeout: 10_000 }).toBe("stopped");
      watch.leave();
    }
  });

  test("a key's rate holds over all of them where they share what they count, else in each", async () => {
    const { key } = await at(0).api.apiKeys.create.mutate({
      name: "Three a minute",
      scopes: ["chat"],
      ratePerMinute: 3,
    });
    const statuses: number[] = [];
    for (let turn = 0; turn < 12; turn++) {
      const answer = await fetch(`${set.apps[turn % 3]?.url}/api/v1/auth/me`, { headers: { "x-api-key": key } });
      statuses.push(answer.status);
      if (answer.status === 429) expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    }
    expect(statuses).toEqual(Array.from({ length: 12 }, (_, turn) => (turn < (redis ? 3 : 9) ? 200 : 429)));
  });

  test("a request with an idempotency key is done once, whichever of them it is sent to", async () => {
    const { key } = await at(0).api.apiKeys.create.mutate({ name: "Writes", scopes: ["conversations:write"] });
    const title = `Once, with ${name}`;
    const send = async (index: number) => {
      const headers = { "x-api-key": key, "idempotency-key": "once", "content-type": "application/json" };
      const body = JSON.stringify({ title });
      const answer = await fetch(`${set.apps[index]?.url}/api/v1/conversations`, { method: "POST", headers, body });
      return { status: answer.status, body: (await answer.json()) as { id?: string; code?: string } };
    };
    const answers = await Promise.all(Array.from({ length: 9 }, (_, turn) => send(turn % 3)));
    const made = answers.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThan(0);
    const others = answers.filter(({ status }) => status !== 201);
    for (const { body } of others) expect(body.code).toBe("IDEMPOTENCY_IN_PROGRESS");
    const later = await Promise.all([0, 1, 2].map(send));
    expect(new Set([...made, ...later].map(({ body }) => body.id)).size).toBe(1);
    const { items } = await at(1).api.conversations.list.query({ limit: 100 });
    expect(items.filter((item) => item.title === title)).toHaveLength(1);
  });

  test("each tells its own metrics, and only to who brings the token", async () => {
    const line = 'causerie_http_requests_total{route="/api/trpc/auth.me",method="GET",status="200"} ';
    const scrape = (url: string, token: string) =>
      fetch(`${url}/api/metrics`, { headers: { authorization: `Bearer ${token}` } });
    const counts = () =>
      Promise.all(
        set.apps.map(async ({ url }) => {
          const rows = (await (await scrape(url, metricsToken)).text()).split("\n");
          return Number(rows.find((row) => row.startsWith(line))?.slice(line.length) ?? 0);
        }),
      );
    for (const { url } of set.apps) expect((await scrape(url, "another token of the tests")).status).toBe(401);
    const before = await counts();
    for (const index of [0, 0, 1]) await at(index).api.auth.me.query();
    expect((await counts()).map((count, index) => count - (before[index] ?? 0))).toEqual([2, 1, 0]);
  });
});
