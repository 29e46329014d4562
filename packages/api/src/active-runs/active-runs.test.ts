import { newId } from "@causerie/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ChatApp, codeOf, createChatApp } from "../testing/index.ts";

let app: ChatApp;
beforeAll(async () => {
  app = await createChatApp();
});
afterAll(() => app[Symbol.asyncDispose]());

async function admin(name: string) {
  const person = await app.person(name);
  const data = { role: "admin" } as const;
  await app.db.asSystem("test: an admin", (tx) => tx.user.update({ where: { id: person.userId }, data }));
  return person;
}

it("refuses members to see or stop the answers of others", async () => {
  const member = await app.person("member");
  expect(await codeOf(member.caller.activeRuns.list())).toBe("FORBIDDEN");
  expect(await codeOf(member.caller.activeRuns.stop({ id: newId("run") }))).toBe("FORBIDDEN");
});

it("shows who has what written where, without a word of it, and stops it", async () => {
  const root = await admin("root");
  const ada = await app.person("ada");
  app.upstream.next({ text: "A secret answer, cut", chunks: 4, fault: "stall", after: 2, intervalMs: 1 });
  const sent = await ada.caller.chat.send({ content: "A secret question" });
  const list = () => root.caller.activeRuns.list();
  await expect.poll(async () => (await list()).items[0]?.tokens).toBeGreaterThan(0);
  const listed = await list();
  expect(listed).toMatchObject({ total: 1, items: [{ id: sent.runId, askerName: "ada", status: "streaming" }] });
  expect(JSON.stringify(listed)).not.toContain("secret");
  expect(await root.caller.activeRuns.stop({ id: sent.runId ?? "" })).toEqual({ stopped: true });
  await expect.poll(async () => (await list()).total).toBe(0);
  expect(await codeOf(root.caller.activeRuns.stop({ id: newId("run") }))).toBe("NOT_FOUND");
});
