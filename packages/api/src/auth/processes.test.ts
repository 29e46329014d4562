import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ChatApp, codeOf, createChatApp } from "../testing/index.ts";

/**
 * Two processes on one PostgreSQL, with no word between their buses: what ends a session on one holds on the other at its next
 * request, because each request reads it. The embedded database has one process.
 */
describe.skipIf(!process.env.TEST_DATABASE_URL)("a person's state on two processes", () => {
  let app: ChatApp;
  let other: Awaited<ReturnType<ChatApp["another"]>>;

  beforeAll(async () => {
    app = await createChatApp();
    other = await app.another();
  });
  afterAll(async () => {
    await other.close({ graceMs: 0 });
    await app[Symbol.asyncDispose]();
  });

  test("someone whom an admin deactivates, or deletes, on one is refused on the other", async () => {
    for (const end of ["deactivate", "delete"] as const) {
      const admin = await app.person(`root-${end}`);
      const eve = await app.person(`eve-${end}`);
      await app.db.asSystem("test: make an admin", (tx) =>
        tx.user.update({ where: { id: admin.userId }, data: { role: "admin" } }),
      );
      expect(await eve.on(other).auth.me()).toMatchObject({ id: eve.userId });
      if (end === "delete") await admin.caller.users.delete({ id: eve.userId });
      else await admin.caller.users.update({ id: eve.userId, data: { isActive: false } });
      expect(await codeOf(eve.on(other).auth.me())).toBe("SESSION_EXPIRED");
    }
  });

  test("a role that is taken on one is gone on the other", async () => {
    const [first, second] = [await app.person("first"), await app.person("second")];
    await app.db.asSystem("test: make admins", (tx) =>
      tx.user.updateMany({ where: { id: { in: [first.userId, second.userId] } }, data: { role: "admin" } }),
    );
    expect((await second.on(other).users.list({})).items).not.toEqual([]);
    await first.caller.users.update({ id: second.userId, data: { role: "user" } });
    expect(await codeOf(second.on(other).users.list({}))).toBe("FORBIDDEN");
  });

  test("signing out everywhere on one holds on the other", async () => {
    const ada = await app.person("ada");
    expect(await ada.on(other).auth.me()).toMatchObject({ id: ada.userId });
    await ada.caller.auth.signOutEverywhere();
    expect(await codeOf(ada.on(other).auth.me())).toBe("SESSION_EXPIRED");
  });
});
