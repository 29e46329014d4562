import { expect } from "vitest";
import type { Talk } from "./talk.ts";
import { isWriting, writtenText } from "./watcher.ts";

/** What was shown for longer than this is promised to be kept, in milliseconds. */
const promisedMs = 1000;

/**
 * Promise 1 of the product, for one conversation in which nothing is under way: every message that the server said yes to
 * is there, once and in its place; every answer is a true beginning of what the provider wrote; nothing goes on for ever.
 *
 * @param deaths when processes were killed: what was shown more than a second earlier is kept. Without any, all that was
 *   shown is.
 */
export async function assertNothingLost(talk: Talk, deaths: readonly number[] = []): Promise<void> {
  const promised = (shownAt: number) => !deaths.some((diedAt) => shownAt <= diedAt && shownAt > diedAt - promisedMs);
  const stored = await talk.stored();
  const questions = stored.filter((message) => message.role === "user");
  expect(questions.map(writtenText), "every message, once, in the order of sending").toEqual(
    talk.sent.map(({ content }) => content),
  );
  expect(stored.filter(isWriting), "answers that nobody writes any more").toEqual([]);
  expect(talk.watcher.gaps, "pieces that did not join").toBe(0);

  for (const sent of talk.sent) {
    const answer = stored.find(({ id }) => id === sent.assistantMessageId);
    const text = answer ? writtenText(answer) : "";
    expect(answer?.parentId, `the answer to ${sent.content}`).toBe(sent.userMessageId);
    const shown = talk.watcher.shown(sent.runId, promised);
    expect(text.startsWith(shown), `shown and gone: ${JSON.stringify(shown.slice(text.length - 40))}`).toBe(true);
    if (sent.expected === null) continue;
    expect(sent.expected.startsWith(text), `not what the provider wrote: ${JSON.stringify(text.slice(-80))}`).toBe(
      true,
    );
    if (answer?.run?.status === "complete") expect(text).toBe(sent.expected);
  }
}
