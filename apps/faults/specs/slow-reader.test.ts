import { setTimeout as pass } from "node:timers/promises";
import { startFakeUpstream } from "@causerie/llm/testing";
import { expect, it } from "vitest";
import { assertNothingLost } from "../harness/assert-nothing-lost.ts";
import { isLong } from "../harness/form.ts";
import { inviteOne } from "../harness/people.ts";
import { serverEnv } from "../harness/server-env.ts";
import { ServerProcess } from "../harness/server-process.ts";
import { StreamReader } from "../harness/stream-reader.ts";
import { type Sent, Talk } from "../harness/talk.ts";
import { until } from "../harness/until.ts";
import { writtenText } from "../harness/watcher.ts";

const readerCount = 20;
/** Answers that those who read are given first. */
const readAnswers = 2;
/** Answers that pass while they do not read: more than any system's buffers hold, by far. */
const unreadAnswers = 5;
/** 200,000 tokens. */
const whole = Array.from({ length: 200_000 }, (_, index) => `number-${index}`).join(" ");
const isEndOf = (sent: Sent) => (payload: string) => payload.includes(sent.runId) && payload.includes('"complete"');

it("readers who stop reading hold up nobody, cost no memory, and catch up to the exact text", async () => {
  const upstream = await startFakeUpstream();
  await using server = await ServerProcess.start({ env: serverEnv(upstream) });
  const person = await inviteOne(server);
  const { accessToken: token } = await person.client.api.auth.login.mutate(person);

  const begin = async () => {
    const talk = new Talk(person);
    upstream.reset();
    await talk.exchange({ text: "Before." });
    // The conversation's name is asked for as well; what comes after that are the long answers.
    await until("the question for a name", () => upstream.requests.length === 2);
    upstream.default({ text: whole, chunks: 2000, intervalMs: 1 });
    const { conversationId } = talk;
    const open = () => StreamReader.open({ url: server.url, token, conversationId });
    return { talk, readers: await Promise.all(Array.from({ length: readerCount }, open)) };
  };

  // First with readers who do read: what these need is not the others' fault.
  const first = await begin();
  for (let answer = 0; answer < readAnswers; answer++) {
    const sent = await first.talk.say(null);
    await Promise.all([first.talk.ended(sent), ...first.readers.map((reader) => reader.read(isEndOf(sent)))]);
  }
  for (const reader of first.readers) reader[Symbol.dispose]();
  const { peak: before } = await server.memory();

  const { talk, readers } = await begin();
  for (let answer = 0; answer < unreadAnswers; answer++) {
    // Each ends while they read nothing.
    expect(writtenText(await talk.exchange(null)) === whole).toBe(true);
  }
  if (isLong) await pass(10_000);
  const { peak } = await server.memory();
  const grown = Math.round((peak - before) / 1024 / 1024);
  process.stdout.write(`${readerCount} readers who read nothing of ${unreadAnswers} answers: ${grown} MB more\n`);
  // One event each is what may wait for them, and the longest holds a whole answer: as text and as bytes 5 MB, 100 MB for all,
  // and as much again until it is collected. What all five answers would take is 500 MB.
  expect(grown).toBeLessThan(400);

  const sent = talk.sent.at(-1);
  if (!sent) throw new Error("Something was said");
  for (const reader of readers) {
    const payloads = await reader.read(isEndOf(sent));
    let text = "";
    for (const payload of payloads) {
      const { data } = JSON.parse(payload.startsWith("{") ? payload : "{}");
      if (data?.type !== "delta" || data.runId !== sent.runId) continue;
      expect(data.at, "a piece that does not join").toBeLessThanOrEqual(text.length);
      text += data.text.slice(text.length - data.at);
    }
    expect(whole.startsWith(text)).toBe(true);
    const { message } = JSON.parse(payloads.at(-1) ?? "{}");
    expect(writtenText(message) === whole).toBe(true);
    reader[Symbol.dispose]();
  }
  for (const each of [first.talk, talk]) {
    await assertNothingLost(each);
    each[Symbol.dispose]();
  }
  await upstream.close();
});
