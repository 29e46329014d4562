import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { asked, type ChatApp, codeOf, createChatApp, type Person } from "../testing/index.ts";
import { ended, watch } from "../testing/watch.ts";

let app: ChatApp;
let ann: Person;
let will: Person;
let rita: Person;
let eve: Person;
let conversationId: string;

beforeAll(async () => {
  app = await createChatApp();
  ann = await app.person("ann");
  will = await app.person("will");
  rita = await app.person("rita");
  eve = await app.person("eve");
});
afterAll(() => app[Symbol.asyncDispose]());

beforeEach(async () => {
  app.upstream.default({ text: "Answer", intervalMs: 0 });
  ({ id: conversationId } = await ann.caller.conversations.create({ title: "Together" }));
  await ann.caller.members.add({ conversationId, who: "will", role: "writer" });
  await ann.caller.members.add({ conversationId, who: "rita@example.org", role: "reader" });
});

const say = async (person: Person, content: string) => {
  const sent = await asked(person.caller.chat.send({ content, conversationId }));
  await watch(ann.caller, { conversationId }, ended);
  return sent;
};

describe("refusals", () => {
  test("to whoever has no part in it, it is as if it did not exist", async () => {
    const userId = will.userId;
    for (const attempt of [
      () => eve.caller.members.list({ conversationId }),
      () => eve.caller.members.add({ conversationId, who: "eve", role: "writer" }),
      () => eve.caller.members.setRole({ conversationId, userId, role: "reader" }),
      () => eve.caller.members.remove({ conversationId, userId }),
      () => eve.caller.members.leave({ conversationId }),
      () => eve.caller.members.transfer({ conversationId, userId }),
      () => eve.caller.members.createInvite({ conversationId, role: "writer" }),
      () => eve.caller.members.listInvites({ conversationId }),
      () => eve.caller.conversations.get({ id: conversationId }),
      () => eve.caller.conversations.setTyping({ conversationId, typing: true }),
    ]) {
      expect(await codeOf(attempt())).toBe("NOT_FOUND");
    }
  });

  test("a member decides nothing about who takes part, nor what the conversation is called, nor that it ends", async () => {
    const userId = rita.userId;
    for (const attempt of [
      () => will.caller.members.add({ conversationId, who: "eve", role: "writer" }),
      () => will.caller.members.setRole({ conversationId, userId, role: "writer" }),
      () => will.caller.members.remove({ conversationId, userId }),
      () => will.caller.members.transfer({ conversationId, userId: will.userId }),
      () => will.caller.members.createInvite({ conversationId, role: "reader" }),
      () => will.caller.members.listInvites({ conversationId }),
      () => will.caller.conversations.update({ id: conversationId, data: { title: "His" } }),
      () => will.caller.conversations.delete({ id: conversationId }),
      () => will.caller.messages.deleteAll({ conversationId }),
      () => will.caller.shares.create({ conversationId, live: true }),
    ]) {
      expect(await codeOf(attempt())).toBe("FORBIDDEN");
    }
  });

  test("a reader reads and asks nothing", async () => {
    const sent = await say(ann, "Question");
    for (const attempt of [
      () => rita.caller.chat.send({ content: "Mine", conversationId }),
      () => rita.caller.chat.regenerate({ messageId: sent.assistantMessageId }),
      () => rita.caller.chat.stop({ runId: sent.runId }),
      () => rita.caller.chat.edit({ messageId: sent.userMessageId, content: "Hers, changed" }),
      () => rita.caller.messages.delete({ id: sent.userMessageId }),
      () => rita.caller.conversations.setTyping({ conversationId, typing: true }),
    ]) {
      expect(await codeOf(attempt())).toBe("FORBIDDEN");
    }
    expect((await rita.caller.messages.list({ conversationId })).items).toHaveLength(2);
    expect((await rita.caller.chat.sent({ runId: sent.runId })).messages).toHaveLength(2);
  });

  test("whom nobody knows can't be added, and the owner is there already", async () => {
    expect(await codeOf(ann.caller.members.add({ conversationId, who: "nobody", role: "reader" }))).toBe(
      "PERSON_UNKNOWN",
    );
    expect(await codeOf(ann.caller.members.add({ conversationId, who: "ann", role: "reader" }))).toBe("CONFLICT");
    expect(await codeOf(ann.caller.members.leave({ conversationId }))).toBe("CONFLICT");
    expect(await codeOf(ann.caller.members.remove({ conversationId, userId: eve.userId }))).toBe("NOT_FOUND");
    expect(await codeOf(ann.caller.members.transfer({ conversationId, userId: eve.userId }))).toBe("NOT_FOUND");
  });

  test("nobody words another's message anew, and a writer deletes no other's", async () => {
    const hers = await say(ann, "Hers");
    const his = await say(will, "His");
    const change = { messageId: his.userMessageId, content: "Put in his mouth" };
    expect(await codeOf(ann.caller.chat.edit(change))).toBe("FORBIDDEN");
    expect(await codeOf(will.caller.messages.delete({ id: hers.userMessageId }))).toBe("FORBIDDEN");
    await say(ann, "On top of his");
    expect(await codeOf(will.caller.messages.delete({ id: his.userMessageId }))).toBe("FORBIDDEN");
    await ann.caller.messages.delete({ id: his.userMessageId });
    expect((await will.caller.messages.list({ conversationId })).items).toHaveLength(2);
  });
});

describe("taking part", () => {
  test("a member finds it in their list, with what is theirs of it, and writes under their own name", async () => {
    await will.caller.conversations.update({ id: conversationId, data: { pinned: true } });
    const [item] = (await will.caller.conversations.list({})).items;
    expect(item).toMatchObject({ id: conversationId, role: "writer", shared: true, pinned: true, ownerId: ann.userId });
    const hers = (await ann.caller.conversations.list({})).items.find(({ id }) => id === conversationId);
    expect(hers).toMatchObject({ role: "owner", shared: true, pinned: false });

    const sent = await say(will, "From Will");
    const { items } = await ann.caller.messages.list({ conversationId });
    expect(items.map(({ authorId }) => authorId)).toEqual([null, will.userId]);
    const { messages } = await ann.caller.chat.sent({ runId: sent.runId });
    expect(messages.at(-1)?.text).toBe("will: From Will");
    const usage = await app.db.asSystem("test", (tx) => tx.usageEvent.findMany({ where: { runId: sent.runId } }));
    expect(usage.every(({ userId }) => userId === will.userId)).toBe(true);
  });

  test("search finds what others wrote there, for as long as one takes part", async () => {
    app.upstream.next({ text: "Nothing of note", intervalMs: 0 });
    await say(ann, "Quokkas of Rottnest");
    const hits = async (person: Person) => (await person.caller.conversations.search({ query: "quokka" })).items;
    expect((await hits(rita)).map((hit) => hit.conversationId)).toEqual([conversationId]);
    expect((await rita.caller.conversations.search({ query: "together" })).items.length).toBeGreaterThan(0);
    expect(await hits(eve)).toEqual([]);
    await rita.caller.members.leave({ conversationId });
    expect(await hits(rita)).toEqual([]);
  });

  test("who is removed is gone at the next event, also from streams that are open, and what they wrote stays", async () => {
    await say(will, "From Will");
    const gone = watch(will.caller, { conversationId }, (seen) => seen.at(-1)?.event.type === "deleted");
    await expect.poll(() => app.bus.listenerCount(`conversation:${conversationId}`)).toBe(1);
    await ann.caller.members.remove({ conversationId, userId: will.userId });
    expect((await gone).at(-1)?.event).toEqual({ type: "deleted" });
    expect(await codeOf(will.caller.messages.list({ conversationId }))).toBe("NOT_FOUND");
    expect(await codeOf(will.caller.chat.send({ content: "Still here?", conversationId }))).toBe("NOT_FOUND");
    const { items } = await ann.caller.members.list({ conversationId });
    expect(items.find(({ userId }) => userId === will.userId)?.leftAt).not.toBeNull();
    expect((await ann.caller.messages.list({ conversationId })).items[1]?.authorId).toBe(will.userId);
  });

  test("a waiting message goes with its author", async () => {
    app.upstream.next({ text: "slow", fault: "stall", after: 1 });
    const first = await asked(ann.caller.chat.send({ content: "Slowly", conversationId }));
    expect((await will.caller.chat.send({ content: "Next", conversationId })).queued).toBe(true);
    await ann.caller.members.remove({ conversationId, userId: will.userId });
    await ann.caller.chat.stop({ runId: first.runId });
    await watch(ann.caller, { conversationId }, ended);
    expect((await ann.caller.messages.list({ conversationId })).items).toHaveLength(2);
  });

  test("handing over: the member owns it, with all that hangs on it, and the owner becomes a writer", async () => {
    await say(ann, "Hers");
    await ann.caller.members.transfer({ conversationId, userId: will.userId });
    const { items } = await ann.caller.members.list({ conversationId });
    expect(items.filter(({ leftAt }) => !leftAt).map(({ username, role }) => [username, role])).toEqual([
      ["will", "owner"],
      ["rita", "reader"],
      ["ann", "writer"],
    ]);
    await will.caller.conversations.update({ id: conversationId, data: { title: "His" } });
    expect(await codeOf(ann.caller.conversations.delete({ id: conversationId }))).toBe("FORBIDDEN");
    await say(ann, "As a guest");
    await ann.caller.members.leave({ conversationId });
    expect((await will.caller.messages.list({ conversationId })).items).toHaveLength(4);
  });
});

describe("links", () => {
  test.each(["", "x", "inv_", "0".repeat(60)])("a token that is none: %j", async (token) => {
    expect(await codeOf(eve.caller.members.previewInvite({ token }))).toBe("INVITE_INVALID");
    expect(await codeOf(eve.caller.members.join({ token }))).toBe("INVITE_INVALID");
  });

  test("one that is forged, revoked or used up is refused alike", async () => {
    const once = await ann.caller.members.createInvite({ conversationId, role: "reader", maxUses: 1 });
    const flipped = once.token.slice(0, -1) + (once.token.endsWith("A") ? "B" : "A");
    expect(await codeOf(eve.caller.members.join({ token: flipped }))).toBe("INVITE_INVALID");
    const outcomes = await Promise.all(
      [await app.person(`x${once.id}`), await app.person(`y${once.id}`)].map((person) =>
        person.caller.members.join({ token: once.token }).then(
          () => "joined",
          () => "refused",
        ),
      ),
    );
    expect(outcomes.sort()).toEqual(["joined", "refused"]);
    const revoked = await ann.caller.members.createInvite({ conversationId, role: "writer" });
    expect((await ann.caller.members.listInvites({ conversationId })).items.map(({ id }) => id)).toContain(revoked.id);
    await ann.caller.members.revokeInvite({ id: revoked.id });
    expect(await codeOf(eve.caller.members.join({ token: revoked.token }))).toBe("INVITE_INVALID");
    expect(await codeOf(will.caller.members.revokeInvite({ id: once.id }))).toBe("NOT_FOUND");
  });

  test("whoever has one joins as it says; the owner and members use none up", async () => {
    const invite = await ann.caller.members.createInvite({
      conversationId,
      role: "writer",
      maxUses: 1,
      expiresInHours: 1,
    });
    const guest = await app.person(`guest${invite.id}`);
    expect(await guest.caller.members.previewInvite({ token: invite.token })).toEqual({
      title: "Together",
      ownerName: "ann",
      role: "writer",
      conversationId: null,
    });
    for (const person of [ann, will, guest, guest]) {
      expect(await person.caller.members.join({ token: invite.token }).catch(() => "used up")).toEqual(
        person === guest ? expect.anything() : { conversationId },
      );
    }
    expect((await guest.caller.conversations.get({ id: conversationId })).role).toBe("writer");
  });
});

test("deleting the owner's account leaves nothing; deleting a member's leaves their words without their name", async () => {
  const owner = await app.person("owner");
  const member = await app.person("member");
  const { id } = await owner.caller.conversations.create({ title: "Shared" });
  await owner.caller.members.add({ conversationId: id, who: "member", role: "writer" });
  await member.caller.chat.send({ content: "Mine", conversationId: id });
  await watch(owner.caller, { conversationId: id }, ended);
  await app.services.users.delete(member.userId);
  const { items } = await owner.caller.messages.list({ conversationId: id });
  expect(items.map(({ authorId }) => authorId)).toEqual([null, null]);
  expect(items[1]?.parts).toEqual([{ type: "text", text: "Mine" }]);
  await app.services.users.delete(owner.userId);
  expect(await app.db.asSystem("test", (tx) => tx.message.count({ where: { conversationId: id } }))).toBe(0);
});
