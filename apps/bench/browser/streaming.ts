import { writeFile } from "node:fs/promises";
import type { CDPSession } from "@playwright/test";
import { liveUrl, mutate, readAnswerEvent, watch } from "../load/api.ts";
import { call } from "../load/http.ts";
import { figuresOf, type PageFigures } from "./figures.ts";
import { type SlowPage, type Spent, spentBy } from "./launch.ts";
import type { PageNotes } from "./observer.ts";

/** An answer on its way to a page: how it is begun, and when all of it was sent. */
export type Streaming = { begin(): Promise<void>; sent: Promise<void> };

/** What a page did while an answer was written into it. */
export type StreamFigures = PageFigures & { spent: Spent; seconds: number; keys: number; shown: number };

const keyEveryMs = 200;
const letters = ["r", "i", "v", "e", "r", "Space"];
/** What was sent by then should be shown. */
const catchUpMs = 1_000;

/**
 * Begins the answer, types into the page's composer until all of it was sent, and a second more for the page to catch up.
 *
 * @param options.shown how much of the answer the page shows, in characters.
 * @param options.profile where to write a CPU profile of the page.
 */
export async function streamInto(
  slow: SlowPage,
  streaming: Streaming,
  options: { shown(): Promise<number>; profile?: string | undefined },
): Promise<StreamFigures> {
  const { page, cdp } = slow;
  const composer = page.getByRole("textbox", { name: "Message", exact: true });
  await composer.focus();
  if (options.profile) await startProfile(cdp);
  const before = await spentBy(slow);
  const now = () => page.evaluate(() => performance.now());
  const begunAt = await now();
  await streaming.begin();
  let isOver = false;
  void streaming.sent.then(() => {
    isOver = true;
  });
  let keys = 0;
  for (; !isOver; keys++) {
    // What was typed is selected, and replaced by the next key, now and then, so that the composer stays small.
    await page.keyboard.press(keys % 40 === 39 ? "Control+a" : (letters[keys % letters.length] ?? "a"));
    await page.waitForTimeout(keyEveryMs);
  }
  await page.waitForTimeout(catchUpMs);
  const to = await now();
  const after = await spentBy(slow);
  if (options.profile) await endProfile(cdp, options.profile);
  // Put there by the observer.
  const notes = await page.evaluate(() => (Reflect.get(window, "benchNotes") as () => PageNotes)());
  const from = begunAt + 1_000;
  return {
    ...figuresOf(notes, { from, to }, keys),
    spent: {
      script: after.script - before.script,
      layout: after.layout - before.layout,
      style: after.style - before.style,
      task: after.task - before.task,
    },
    seconds: (to - begunAt) / 1000,
    keys,
    shown: await options.shown(),
  };
}

/** In Causerie: a question in a conversation that the page has open. */
export async function appStreaming(person: { url: string; token: string }, conversationId: string): Promise<Streaming> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stream = await watch(liveUrl(person.url, conversationId), person.token, (data, name) => {
    if (name === "serialized-error") reject(new Error(data));
    const event = readAnswerEvent(data);
    if (event?.type === "message" && event.message.role === "assistant") resolve();
  });
  const sent = promise.finally(() => stream.close());
  return {
    begin: async () => {
      await mutate(person, "chat.send", { conversationId, content: "Write a long answer." });
    },
    sent,
  };
}

/** Into the naive page: the plain server passes on what the upstream writes. */
export async function naiveStreaming(url: string, length: number): Promise<Streaming> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let soFar = 0;
  const stream = await watch(`${url}/watch?room=naive`, null, (data) => {
    const event = readAnswerEvent(data);
    if (event?.type === "delta") soFar += event.text.length;
    if (soFar >= length) resolve();
  });
  const sent = promise.finally(() => stream.close());
  return {
    begin: async () => {
      await call(`${url}/ask?room=naive`, {}, {});
    },
    sent,
  };
}

async function startProfile(cdp: CDPSession): Promise<void> {
  await cdp.send("Profiler.enable");
  await cdp.send("Profiler.setSamplingInterval", { interval: 500 });
  await cdp.send("Profiler.start");
}

async function endProfile(cdp: CDPSession, file: string): Promise<void> {
  const { profile } = await cdp.send("Profiler.stop");
  await writeFile(file, JSON.stringify(profile));
}
