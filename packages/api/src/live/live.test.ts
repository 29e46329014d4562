import { isTrackedEnvelope } from "@trpc/server";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ChatApp, codeOf, createChatApp, type Person } from "../testing/index.ts";
import { type LiveEvent, liveEvent } from "./live.schema.ts";

let app: ChatApp;
let ann: Person;
let will: Person;
let eve: Person;
let conversationId: string;

beforeAll(async () => {
  app = await createChatApp();
  ann = await app.person("ann");
  will = await app.person("will");
  eve = await app.person("eve");
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  app.upstream.default({ text: "Answer", intervalMs: 0 });
  ({ id: conversationId } = await ann.caller.conversations.create({ title: "Together" }));
  await ann.caller.members.add({ conversationId, who: "will", role: "writer" });
});

/** What someone's open page hears, until `close`. */
function page(person: Person, input: { conversationId?: string } = {}) {
  const heard: LiveEvent[] = [];
  let over = false;
  const leave = new AbortController();
  const listening = (async () => {
    for await (const item of await person.caller.conversations.onEvent(input)) {
      if (leave.signal.aborted) break;
      heard.push(liveEvent.parse(isTrackedEnvelope(item) ? item[1] : item));
    }
    over = true;
  })();
  const of = <Type extends LiveEvent["type"]>(type: Type) =>
    heard.filter((event): event is Extract<LiveEvent, { type: Type }> => event.type === type);
  return { heard, of, listening, isOver: () => over };
}

const here = (...people: Person[]) => people.map(({ userId }) => userId).sort();

describe("refusals", () => {
  test("whoever has no part in it neither watches nor is shown, nor types there", async () => {
    const hers = page(ann, { conversationId });
    await expect.poll(() => hers.of("presence").at(-1)?.userIds).toEqual(here(ann));
    expect(await codeOf(page(eve, { conversationId }).listening)).toBe("NOT_FOUND");
    expect(await codeOf(eve.caller.conversations.setTyping({ conversationId, typing: true }))).toBe("NOT_FOUND");
    await ann.caller.conversations.update({ id: conversationId, data: { title: "A word after" } });
    await expect.poll(() => hers.of("conversation")).toHaveLength(1);
    expect(hers.of("presence").flatMap(({ userIds }) => userIds)).not.toContain(eve.userId);
  });
});

test("an open page hears who is there, who types, and who takes part", async () => {
  const hers = page(ann, { conversationId });
  await expect
    .poll(() =>
      hers
        .of("people")
        .at(-1)
        ?.people.map(({ username }) => username),
    )
    .toEqual(["ann", "will"]);
  const his = page(will, { conversationId });
  await expect.poll(() => hers.of("presence").at(-1)?.userIds).toEqual(here(ann, will));
  await expect.poll(() => his.of("presence").at(-1)?.userIds).toEqual(here(ann, will));

  await will.caller.conversations.setTyping({ conversationId, typing: true });
  await will.caller.conversations.setTyping({ conversationId, typing: false });
  await expect
    .poll(() => hers.of("typing"))
    .toEqual([
      { type: "typing", userId: will.userId, typing: true },
      { type: "typing", userId: will.userId, typing: false },
    ]);
  expect(his.of("typing")).toEqual([]);

  await ann.caller.members.remove({ conversationId, userId: will.userId });
  await expect.poll(his.isOver).toBe(true);
  expect(his.heard.at(-1)).toEqual({ type: "deleted" });
  await expect.poll(() => hers.of("presence").at(-1)?.userIds).toEqual(here(ann));
  expect(
    hers
      .of("people")
      .at(-1)
      ?.people.find(({ userId }) => userId === will.userId)?.leftAt,
  ).not.toBeNull();
});

test("a page with nothing open hears what moves in the person's list, whoever moved it", async () => {
  const list = page(will);
  const listed = () => list.of("listed").map(({ conversation }) => conversation);
  await expect.poll(() => app.bus.listenerCount(`user:${will.userId}`)).toBeGreaterThan(0);
  const { id } = await will.caller.conversations.create({ title: "His own" });
  await expect.poll(() => listed().at(-1)).toMatchObject({ id, title: "His own", role: "owner" });
  await ann.caller.chat.send({ content: "Something new", conversationId });
  await expect.poll(() => listed().at(-1)).toMatchObject({ id: conversationId, lastActivityAt: expect.any(String) });
  await ann.caller.conversations.update({ id: conversationId, data: { title: "Renamed", pinned: true } });
  await expect
    .poll(() => listed().at(-1))
    .toEqual({ id: conversationId, title: "Renamed", updatedAt: expect.any(String) });
  await will.caller.conversations.update({ id: conversationId, data: { archived: true } });
  await expect.poll(() => listed().at(-1)).toMatchObject({ id: conversationId, archived: true, pinned: false });
  await ann.caller.conversations.delete({ id: conversationId });
  await expect.poll(() => list.heard.at(-1)).toEqual({ type: "unlisted", conversationId });
  await will.caller.conversations.deleteAll();
  await expect.poll(() => list.heard.at(-1)).toEqual({ type: "listCleared" });
});

test("deleting all of one's own does not end one's page of another's conversation", async () => {
  const his = page(will, { conversationId });
  await expect.poll(() => his.of("presence")).not.toEqual([]);
  await will.caller.conversations.deleteAll();
  await ann.caller.conversations.update({ id: conversationId, data: { title: "Still here" } });
  await expect.poll(() => his.of("conversation")).toHaveLength(1);
  expect(his.isOver()).toBe(false);
});
