import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asked, type ChatApp, codeOf, createChatApp, type Person } from "../testing/index.ts";
import { ended, watch } from "../testing/watch.ts";

let app: ChatApp;
let ann: Person;
let eve: Person;
let stranger: ReturnType<ChatApp["createCaller"]>;

beforeAll(async () => {
  app = await createChatApp();
  ann = await app.person("ann");
  eve = await app.person("eve");
  stranger = app.createCaller({ requestId: "test", address: "192.0.2.9", credentials: { kind: "none" } });
});
afterAll(() => app[Symbol.asyncDispose]());

async function talk(content: string, conversationId?: string) {
  app.upstream.next({ text: `Answer to ${content}`, reasoning: "Secret thought", intervalMs: 0 });
  const sent = await asked(ann.caller.chat.send({ content, ...(conversationId && { conversationId }) }));
  await watch(ann.caller, { conversationId: sent.conversationId }, ended);
  return sent;
}

describe("refusals", () => {
  test.each(["", "x", "shr_01", "0".repeat(50)])("a token that is none: %j", async (token) => {
    expect(await codeOf(stranger.shares.read({ token }))).toBe("NOT_FOUND");
  });

  test("only the owner shares, sees and revokes", async () => {
    const { conversationId } = await talk("One");
    expect(await codeOf(eve.caller.shares.create({ conversationId, live: true }))).toBe("NOT_FOUND");
    expect(await codeOf(eve.caller.shares.list({ conversationId }))).toBe("NOT_FOUND");
    const { id } = await ann.caller.shares.create({ conversationId, live: true });
    expect(await codeOf(eve.caller.shares.revoke({ id }))).toBe("NOT_FOUND");
    const { id: empty } = await ann.caller.conversations.create({});
    expect(await codeOf(ann.caller.shares.create({ conversationId: empty, live: true }))).toBe("CONFLICT");
  });

  test("a revoked or expired link answers as one that never was", async () => {
    const { conversationId } = await talk("One");
    const revoked = await ann.caller.shares.create({ conversationId, live: true });
    await ann.caller.shares.revoke({ id: revoked.id });
    expect(await codeOf(stranger.shares.read({ token: revoked.token }))).toBe("NOT_FOUND");
    const expired = await ann.caller.shares.create({ conversationId, live: false, expiresInDays: 1 });
    await app.db.asSystem("test: a day passes", (tx) =>
      tx.shareLink.update({ where: { id: expired.id }, data: { expiresAt: new Date(0) } }),
    );
    expect(await codeOf(stranger.shares.read({ token: expired.token }))).toBe("NOT_FOUND");
  });
});

test("a snapshot stays as it was, the conversation as it is goes on; neither shows thoughts, ids or names", async () => {
  const { conversationId } = await talk("One");
  const snapshot = await ann.caller.shares.create({ conversationId, live: false });
  const live = await ann.caller.shares.create({ conversationId, live: true });
  await talk("Two", conversationId);
  await ann.caller.conversations.update({ id: conversationId, data: { title: "Renamed" } });

  const still = await stranger.shares.read({ token: snapshot.token });
  expect(still.items.map(({ text }) => text)).toEqual(["One", "Answer to One"]);
  expect(still.title).not.toBe("Renamed");
  const moving = await stranger.shares.read({ token: live.token });
  expect(moving.items.map(({ text }) => text)).toEqual(["One", "Answer to One", "Two", "Answer to Two"]);
  expect(moving.title).toBe("Renamed");
  const told = JSON.stringify([still, moving]);
  for (const secret of ["Secret thought", "ann", "msg_", "conv_", "usr_"]) expect(told).not.toContain(secret);
});

test("names are shown where that was chosen", async () => {
  const { conversationId } = await talk("One");
  for (const live of [true, false]) {
    const { token } = await ann.caller.shares.create({ conversationId, live, showNames: true });
    const { items } = await stranger.shares.read({ token });
    expect(items.map(({ author }) => author)).toEqual(["ann", null]);
  }
});

test("long ones come in pages, without gaps or repeats", async () => {
  const { conversationId } = await talk("First");
  await app.db.asSystem("test: many messages", async (tx) => {
    const head = await tx.conversation.findUniqueOrThrow({ where: { id: conversationId } });
    let parentId = head.headMessageId;
    for (let index = 0; index < 120; index++) {
      const id = `msg_${index}`;
      const own = { userId: ann.userId, authorId: ann.userId, conversationId };
      await tx.message.create({ data: { id, ...own, parentId, role: "user", parts: [], text: `Message ${index}` } });
      parentId = id;
    }
    await tx.conversation.update({ where: { id: conversationId }, data: { headMessageId: parentId } });
  });
  for (const live of [true, false]) {
    const { token } = await ann.caller.shares.create({ conversationId, live });
    const texts: string[] = [];
    for (let from: number | null = 0; from !== null; ) {
      const page: Awaited<ReturnType<typeof stranger.shares.read>> = await stranger.shares.read({ token, from });
      texts.push(...page.items.map(({ text }) => text));
      from = page.nextFrom;
    }
    expect(texts).toHaveLength(122);
    expect(texts.at(-1)).toBe("Message 119");
    expect(new Set(texts).size).toBe(122);
  }
});

test("what is deleted is gone from snapshots too", async () => {
  const { conversationId, userMessageId } = await talk("One");
  const snapshot = await ann.caller.shares.create({ conversationId, live: false });
  await ann.caller.messages.delete({ id: userMessageId });
  expect(await codeOf(stranger.shares.read({ token: snapshot.token }))).toBe("NOT_FOUND");
});
