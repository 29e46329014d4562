import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { AnswerWatch, numbered, textOf } from "./fixtures/answer-watch.ts";
import { type Person, register } from "./fixtures/person.ts";
import { startTestSet, type TestSet } from "./fixtures/test-set.ts";

const text = numbered(300);
/** A run of a process that died is taken from it when its lease has run out. */
const takenOver = { timeout: 60_000 };

describe.runIf(process.env.TEST_DATABASE_URL)("in the middle of an answer", () => {
  let set: TestSet;
  let ada: Person;
  const url = (index: number) => set.apps[index]?.url ?? "";

  beforeAll(async () => {
    set = await startTestSet();
    set.upstream.default({ text, chunks: 300, intervalMs: 20 });
    ada = await register(set.url);
  });
  afterAll(() => set?.stop());
  // What a test took away is there again for the next.
  afterEach(() => set.reviveAll());

  /** An answer that is begun on one process and watched on another, once a second and a half of it was shown. */
  async function begin(writer: number, watcher: number) {
    const sent = await ada.at(url(writer)).ask("Hello");
    const answer = { conversationId: sent.conversationId, messageId: sent.assistantMessageId };
    const watch = new AnswerWatch(ada.at(url(watcher)), answer);
    await expect.poll(() => watch.text.length, { timeout: 10_000 }).toBeGreaterThan(600);
    return { ...answer, userMessageId: sent.userMessageId, watch };
  }

  async function messages(conversationId: string) {
    return (await ada.at(set.url).api.messages.list.query({ conversationId })).items;
  }

  async function expectWhole(answer: Awaited<ReturnType<typeof begin>>): Promise<void> {
    await expect.poll(() => answer.watch.ended?.run?.status, { timeout: 30_000 }).toBe("complete");
    expect(answer.watch.failure).toBeNull();
    answer.watch.leave();
    const items = await messages(answer.conversationId);
    expect(items.map(({ id }) => id).sort()).toEqual([answer.userMessageId, answer.messageId].sort());
    expect(textOf(items.find(({ id }) => id === answer.messageId))).toBe(text);
  }

  test.each([
    [0, 1],
    [1, 2],
    [2, 0],
  ])("kill -9 of process %i, which writes: another ends it with what was shown", async (writer, watcher) => {
    const answer = await begin(writer, watcher);
    const shown = answer.watch.text;
    await set.apps[writer]?.end("SIGKILL");
    // What others write is not touched by it.
    const other = await begin(watcher, watcher);
    await expect.poll(() => answer.watch.ended?.run?.status, takenOver).toBe("interrupted");
    expect(answer.watch.failure).toBeNull();
    const kept = textOf(answer.watch.ended);
    expect(text.startsWith(kept)).toBe(true);
    // What was shown more than a second before is kept; a second is 50 words here.
    expect(kept.length).toBeGreaterThan(shown.length - 50 * "word-100 ".length);
    const items = await messages(answer.conversationId);
    expect(items.map(({ id }) => id).sort()).toEqual([answer.userMessageId, answer.messageId].sort());
    answer.watch.leave();
    await expectWhole(other);
  });

  test("kill -9 of the process that is watched: the watcher goes on elsewhere, and nothing of the answer is lost", async () => {
    const sent = await ada.at(url(0)).ask("Hello");
    const answer = { conversationId: sent.conversationId, messageId: sent.assistantMessageId };
    const first = new AnswerWatch(ada.at(url(1)), answer);
    await expect.poll(() => first.text.length).toBeGreaterThan(100);
    await set.apps[1]?.end("SIGKILL");
    first.leave();
    const second = new AnswerWatch(ada.at(set.url), { ...answer, after: first });
    await expectWhole({ ...answer, userMessageId: sent.userMessageId, watch: second });
  });

  test("watchers through HAProxy come back by themselves when their processes die", async () => {
    const sent = await ada.at(url(0)).ask("Hello");
    const answer = { conversationId: sent.conversationId, messageId: sent.assistantMessageId };
    const watches = Array.from({ length: 4 }, () => new AnswerWatch(ada.at(set.url), answer));
    for (const watch of watches) await expect.poll(() => watch.text.length).toBeGreaterThan(100);
    await Promise.all([set.apps[1]?.end("SIGKILL"), set.apps[2]?.end("SIGKILL")]);
    for (const watch of watches) await expectWhole({ ...answer, userMessageId: sent.userMessageId, watch });
  });

  test("a send through HAProxy while a process is down is answered by another", async () => {
    await set.apps[2]?.end("SIGKILL");
    const client = ada.at(set.url);
    const answers = [];
    for (let count = 0; count < 6; count++) answers.push(await client.ask("Hello"));
    for (const answer of answers) await answer.stop();
  });

  test("Redis restarts: watchers on other processes go on", async () => {
    const answer = await begin(0, 1);
    await set.redis?.kill();
    await set.redis?.start();
    await expectWhole(answer);
    const later = await begin(1, 2);
    await expectWhole(later);
  });

  test("PostgreSQL restarts: what is being written is written down once it is back", async () => {
    const answer = await begin(0, 1);
    await set.postgresql.stop("immediate");
    await set.postgresql.start();
    await expectWhole(answer);
    const later = await begin(1, 2);
    await expectWhole(later);
  });

  test("PostgreSQL is away for longer, and processes die meanwhile: watchers are refused until it is back, and come back", async () => {
    const sent = await ada.at(url(0)).ask("Hello");
    const answer = { conversationId: sent.conversationId, messageId: sent.assistantMessageId };
    const watches = Array.from({ length: 3 }, () => new AnswerWatch(ada.at(set.url), answer));
    for (const watch of watches) await expect.poll(() => watch.text.length).toBeGreaterThan(100);
    await set.postgresql.stop("immediate");
    await expect.poll(async () => (await fetch(`${set.url}/api/health/ready`)).status, { timeout: 20_000 }).toBe(503);
    await Promise.all([set.apps[1]?.end("SIGKILL"), set.apps[2]?.end("SIGKILL")]);
    const refused = / 503 .*chat\.onEvent/;
    await expect.poll(() => set.accessLog(), { timeout: 20_000 }).toMatch(refused);
    await set.postgresql.start();
    for (const watch of watches) await expectWhole({ ...answer, userMessageId: sent.userMessageId, watch });
  });

  test("SIGTERM: the process writes down what it has, and its watchers go on elsewhere", async () => {
    const answer = await begin(0, 1);
    const shown = answer.watch.text;
    await set.apps[0]?.end("SIGTERM");
    await expect.poll(() => answer.watch.ended?.run?.status, { timeout: 20_000 }).toBe("interrupted");
    expect(textOf(answer.watch.ended).startsWith(shown)).toBe(true);
    answer.watch.leave();
  });

  test("Redis vanishes for good: all goes on, others hear a little later", async () => {
    const answer = await begin(0, 1);
    await set.redis?.kill();
    await expectWhole(answer);
    const later = await begin(2, 0);
    await expectWhole(later);
    const stopped = await begin(1, 2);
    const { run } = (await messages(stopped.conversationId)).find(({ id }) => id === stopped.messageId) ?? {};
    await ada.at(url(0)).api.chat.stop.mutate({ runId: run?.id ?? "" });
    await expect.poll(() => stopped.watch.ended?.run?.status, { timeout: 15_000 }).toBe("stopped");
    stopped.watch.leave();
    const { ready } = await (await fetch(`${set.url}/api/health/ready`))
      .json()
      .then((body) => ({ ready: body.status }));
    expect(ready).toBe("ready");
  });
});
