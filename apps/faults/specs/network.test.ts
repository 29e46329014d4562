import { setTimeout as pass } from "node:timers/promises";
import type { Person } from "@causerie/e2e/fixtures/people";
import { numbered, told } from "@causerie/e2e/fixtures/upstream";
import { type FakeUpstream, startFakeUpstream } from "@causerie/llm/testing";
import { expect as expectPage } from "@playwright/test";
import { afterAll, beforeAll, expect, it } from "vitest";
import { BrowserProcess, type OpenChat } from "../harness/browser.ts";
import { isLong } from "../harness/form.ts";
import { Line } from "../harness/line.ts";
import { inviteOne } from "../harness/people.ts";
import { serverEnv } from "../harness/server-env.ts";
import { ServerProcess } from "../harness/server-process.ts";
import { isWriting, writtenText } from "../harness/watcher.ts";

let upstream: FakeUpstream;
let server: ServerProcess;
let person: Person;
let browser: BrowserProcess;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  server = await ServerProcess.start({ env: serverEnv(upstream) });
  person = await inviteOne(server);
  browser = await BrowserProcess.start();
});

afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await upstream.close();
});

/** An answer that is still being written when a fault of `faultMs` is over, and what it will be. */
function answerBeyond(faultMs: number) {
  const intervalMs = faultMs > 30_000 ? 200 : 50;
  const words = Math.ceil((faultMs + 3000) / intervalMs);
  const text = numbered(words);
  return { text, how: { text, chunks: words, intervalMs } };
}

async function askThrough(url: string, faultMs: number): Promise<{ chat: OpenChat; text: string }> {
  const { text, how } = answerBeyond(faultMs);
  const chat = await browser.openChat(url, person);
  await chat.ask(told(how));
  await expectPage(chat.text).toContainText("word-5 ");
  return { chat, text };
}

/** What the page shows is what the server has, and nobody writes any more. */
async function endsWhole(chat: OpenChat, text: string): Promise<void> {
  await chat.showsWhole(text);
  await expectPage(chat.banner).toBeHidden();
  const { items } = await person.client.api.messages.list.query({ conversationId: chat.conversationId });
  expect(items.map(writtenText)[0]).toBe(text);
  expect(items.filter(isWriting)).toEqual([]);
  await chat.page.context().close();
}

const outages = isLong ? [1000, 10_000, 120_000] : [1000, 10_000];

it.concurrent.each(outages)("a network that is gone for %i ms in mid-answer costs nothing", async (outageMs) => {
  await using line = await Line.to(server.url);
  const { chat, text } = await askThrough(line.url, outageMs);
  await line.cut();
  const gone = pass(outageMs);
  if (outageMs > 5000) await expectPage(chat.banner).toBeVisible();
  await gone;
  await line.mend();
  await endsWhole(chat, text);
});

const silences = isLong ? [10_000, 120_000] : [5000];

it.concurrent.each(silences)(
  "a network out of reach for %i ms, which says nothing, costs nothing",
  async (silenceMs) => {
    await using line = await Line.to(server.url);
    const { chat, text } = await askThrough(line.url, silenceMs);
    line.silence();
    await pass(silenceMs);
    // Nothing for 40 s: the client has seen by itself that nobody is there.
    if (silenceMs > 60_000) await expectPage(chat.banner).toBeVisible();
    line.speak();
    await endsWhole(chat, text);
  },
);

it("a page that is frozen for a while catches up", async () => {
  const frozenMs = isLong ? 60_000 : 3000;
  const { chat, text } = await askThrough(server.url, frozenMs);
  await chat.setLifecycle("frozen");
  await pass(frozenMs);
  await chat.setLifecycle("active");
  await endsWhole(chat, text);
});

it("a laptop that sleeps in mid-answer shows all of it when it wakes", async () => {
  const asleepMs = isLong ? 90_000 : 4000;
  const { chat, text } = await askThrough(server.url, asleepMs);
  browser.signal("SIGSTOP");
  await pass(asleepMs);
  browser.signal("SIGCONT");
  await endsWhole(chat, text);
});
