import { newId } from "@causerie/core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAccountsApp } from "../auth/testing/accounts-app.ts";
import { userTopic } from "../chat/conversation-events.ts";
import { codeOf } from "../testing/index.ts";
import * as repo from "./retention.repo.ts";

type AccountsApp = Awaited<ReturnType<typeof createAccountsApp>>;
const nothing = { conversationDays: null, keepPinned: true, auditDays: null, usageDays: null };
const minute = 60_000;

let app: AccountsApp;
let admin: Awaited<ReturnType<AccountsApp["signUpAdmin"]>>;
beforeAll(async () => {
  app = await createAccountsApp();
  admin = await app.signUpAdmin("root");
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(() => admin.as.conversations.deleteAll());

/** By the app's clock, plus or minus some milliseconds. */
const daysAgo = (days: number, more = 0) => new Date(app.clock.now().getTime() - days * 86_400_000 - more);

function conversation(title: string, lastActivityAt: Date, more: { pinned?: boolean } = {}) {
  const id = newId("conversation");
  const data = { id, userId: admin.id, title, lastActivityAt, ...more };
  return app.db.asSystem("test: a conversation", (tx) => tx.conversation.create({ data }));
}
const left = async () => (await admin.as.conversations.list({})).items.map(({ title }) => title).sort();

describe("retention", () => {
  it("is refused to visitors and members", async () => {
    const member = await app.signUp("member");
    for (const [caller, code] of [
      [app.visitor.retention, "UNAUTHENTICATED"],
      [member.as.retention, "FORBIDDEN"],
    ] as const) {
      expect(await codeOf(caller.get())).toBe(code);
      expect(await codeOf(caller.preview(nothing))).toBe(code);
      expect(await codeOf(caller.update({ data: { ...nothing, conversationDays: 1 } }))).toBe(code);
      expect(await codeOf(caller.run())).toBe(code);
    }
  });

  it("is off until an admin sets it, and takes no days that make no sense", async () => {
    expect(await admin.as.retention.get()).toEqual({ rules: nothing, lastPass: null });
    await conversation("ancient", daysAgo(3_000));
    expect((await admin.as.retention.run()).deleted).toEqual({ conversations: 0, auditEntries: 0, usageEvents: 0 });
    expect(await left()).toEqual(["ancient"]);
    for (const data of [{ conversationDays: 0 }, { conversationDays: -1 }, { auditDays: 29 }, { usageDays: 1.5 }]) {
      expect(await codeOf(admin.as.retention.update({ data: { ...nothing, ...data } }))).toBe("INVALID_INPUT");
    }
  });

  it("deletes what is older to the minute, says so before and after, and spares what is pinned", async () => {
    await conversation("older", daysAgo(7, minute));
    await conversation("younger", daysAgo(7, -minute));
    await conversation("pinned", daysAgo(100), { pinned: true });
    const rules = { ...nothing, conversationDays: 7 };
    expect((await admin.as.retention.preview(rules)).conversations).toBe(1);
    expect((await admin.as.retention.preview({ ...rules, keepPinned: false })).conversations).toBe(2);
    expect(await left()).toHaveLength(3);

    const told: unknown[] = [];
    const leave = await app.bus.subscribe(userTopic(admin.id), (message) => told.push(message.kind));
    await admin.as.retention.update({ data: rules });
    expect((await admin.as.retention.run()).deleted.conversations).toBe(1);
    leave();
    expect(await left()).toEqual(["pinned", "younger"]);
    expect(told).toEqual(["unlisted"]);
    const [entry] = (await admin.as.audit.list({ action: "retention.pass" })).items;
    expect(entry).toMatchObject({ actorId: null, details: { conversationDays: 7, conversations: 1 } });
    expect((await admin.as.retention.get()).lastPass).toMatchObject({ deleted: { conversations: 1 } });
  });

  it("deletes more than a batch, and leaves what is being written", async () => {
    for (let count = 0; count < 120; count++) await conversation(`old ${count}`, daysAgo(9));
    const busy = await conversation("being written", daysAgo(9));
    await app.db.asSystem("test: a run", async (tx) => {
      const ids = { userId: admin.id, conversationId: busy.id };
      const messageId = newId("message");
      await tx.message.create({ data: { id: messageId, ...ids, role: "assistant", parts: [] } });
      await tx.run.create({
        data: { id: newId("run"), ...ids, messageId, model: "a/b", provider: "a", status: "streaming" },
      });
    });
    await admin.as.retention.update({ data: { ...nothing, conversationDays: 7 } });
    expect((await admin.as.retention.run()).deleted.conversations).toBe(120);
    expect(await left()).toEqual(["being written"]);
  });

  it("drops old accounts of calls and old entries of the audit log", async () => {
    const event = (at: Date) => ({
      id: newId("usageEvent"),
      userId: admin.id,
      purpose: "chat" as const,
      ...{ provider: "a", model: "a/b", inputTokens: 1, outputTokens: 1, durationMs: 1, createdAt: at },
    });
    const entry = (daysOld: number) => ({
      id: newId("auditEntry"),
      at: new Date(Date.now() - daysOld * 86_400_000),
      action: "test.old",
    });
    await app.db.asSystem("test: old records", async (tx) => {
      await tx.usageEvent.createMany({ data: [event(daysAgo(10, minute)), event(daysAgo(10, -minute))] });
      await tx.auditEntry.createMany({ data: [entry(5_001), entry(4_999)] });
    });
    const rules = { ...nothing, auditDays: 5_000, usageDays: 10 };
    const wanted = { conversations: 0, auditEntries: 1, usageEvents: 1 };
    expect(await admin.as.retention.preview(rules)).toEqual(wanted);
    await admin.as.retention.update({ data: rules });
    expect((await admin.as.retention.run()).deleted).toEqual(wanted);
    expect((await admin.as.audit.list({ action: "test.old" })).items).toHaveLength(1);
  });

  it("is one process's at a time, and rests between two passes", async () => {
    const take = (ownerId: string, early = false) =>
      app.db.asSystem("test: take the turn", (tx) => repo.takeTurn(tx, { ownerId, leaseSeconds: 60, early }));
    expect(await take("one")).toBe(false);
    expect(await take("one", true)).toBe(true);
    expect(await take("two", true)).toBe(false);
    expect(await codeOf(admin.as.retention.run())).toBe("CONFLICT");
    expect(await take("one")).toBe(true);
    await app.db.asSystem("test: end the turn", (tx) => repo.endTurn(tx, { ownerId: "one", restSeconds: 60 }));
    expect(await take("two")).toBe(false);
    expect(await take("two", true)).toBe(true);
  });
});
