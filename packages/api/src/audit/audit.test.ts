import { silentLogger } from "@causerie/core/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccountsApp, goodPassword } from "../auth/testing/accounts-app.ts";
import { codeOf } from "../testing/index.ts";
import { createAuditLog } from "./audit-log.ts";

type AccountsApp = Awaited<ReturnType<typeof createAccountsApp>>;

let app: AccountsApp;
let admin: Awaited<ReturnType<AccountsApp["signUpAdmin"]>>;
beforeAll(async () => {
  app = await createAccountsApp();
  admin = await app.signUpAdmin("root");
});
afterAll(() => app[Symbol.asyncDispose]());

/** What was done by or to someone, once that many entries are written. */
async function entriesOf(person: string, count: number) {
  await expect.poll(async () => (await admin.as.audit.list({ person })).items.length).toBe(count);
  return (await admin.as.audit.list({ person })).items;
}

describe("the audit log", () => {
  it("is refused to visitors and members", async () => {
    const member = await app.signUp("curious");
    expect(await codeOf(app.visitor.audit.list({}))).toBe("UNAUTHENTICATED");
    expect(await codeOf(member.as.audit.list({}))).toBe("FORBIDDEN");
    expect(await codeOf(member.as.audit.actions())).toBe("FORBIDDEN");
  });

  it("has sign-ins and those that were refused, with where they came from", async () => {
    const ada = await app.signUp("ada");
    const from = app.caller({ kind: "none" }, "198.51.100.7");
    expect(await codeOf(from.auth.login({ email: ada.email, password: "something else" }))).toBe("INVALID_CREDENTIALS");
    expect(await codeOf(from.auth.login({ email: "nobody@example.org", password: "x" }))).toBe("INVALID_CREDENTIALS");
    await from.auth.login({ email: ada.email, password: goodPassword });
    const [signIn, refused, registered] = await entriesOf(ada.email, 3);
    expect(registered).toMatchObject({ action: "auth.register", actorId: ada.id, actorName: "ada", refusal: null });
    const attempt = { action: "auth.signIn", targetId: ada.id, targetName: "ada", address: "198.51.100.7" };
    expect(refused).toMatchObject({ ...attempt, actorId: null, refusal: "INVALID_CREDENTIALS", requestId: "test" });
    expect(signIn).toMatchObject({ ...attempt, actorId: ada.id, refusal: null });
    const { items } = await admin.as.audit.list({ action: "auth.signIn" });
    expect(items.map(({ details }) => details)).toContainEqual({ email: "nobody@example.org" });
  });

  it("has what an admin does before the answer is given, and whom it was done to when they are gone", async () => {
    const bob = await app.signUp("bob");
    await admin.as.users.update({ id: bob.id, data: { role: "admin" } });
    const [changed] = (await admin.as.audit.list({ person: bob.id })).items;
    const done = { actorId: admin.id, actorName: "root", targetId: bob.id, targetName: "bob", refusal: null };
    expect(changed).toMatchObject({ ...done, action: "users.update", details: { role: "admin" } });
    await admin.as.users.delete({ id: bob.id });
    const [deleted] = (await admin.as.audit.list({ person: bob.id })).items;
    expect(deleted).toMatchObject({ ...done, action: "users.delete" });
  });

  it("has whose budget was set, and what it is", async () => {
    const gil = await app.signUp("gil");
    await admin.as.budgets.set({ subject: gil.id, period: "day", kind: "hard", limitMicros: 5 });
    const [set] = (await admin.as.audit.list({ person: "gil" })).items;
    const details = { period: "day", kind: "hard", limitMicros: 5 };
    expect(set).toMatchObject({ action: "budgets.set", targetId: gil.id, targetName: "gil", details });
  });

  it("has a deletion of the own account with the name that it had", async () => {
    const dan = await app.signUp("dan");
    await dan.as.users.deleteSelf({ password: goodPassword });
    const [deleted] = await entriesOf(dan.id, 2);
    expect(deleted).toMatchObject({ action: "users.deleteSelf", actorId: dan.id, actorName: "dan", targetName: "dan" });
  });

  it("has what was tried by who may not, and no slips", async () => {
    const eve = await app.signUp("eve");
    await codeOf(eve.as.users.delete({ id: admin.id }));
    await codeOf(eve.as.users.updateSelf({ data: { username: "root" } }));
    const [tried] = await entriesOf(eve.id, 2);
    expect(tried).toMatchObject({ action: "users.delete", actorId: eve.id, targetId: admin.id, refusal: "FORBIDDEN" });
  });

  it("keeps no secret and nothing that someone wrote", async () => {
    const fay = await app.signUp("fay");
    const conversation = await fay.as.conversations.create({ title: "A title of Fay's" });
    await fay.as.conversations.delete({ id: conversation.id });
    await fay.as.auth.changePassword({ currentPassword: goodPassword, newPassword: "another good battery" });
    const [password, conversationDeleted] = await entriesOf(fay.id, 3);
    expect(password).toMatchObject({ action: "auth.changePassword", targetId: fay.id, details: {} });
    expect(conversationDeleted).toMatchObject({
      action: "conversations.delete",
      targetId: conversation.id,
      details: {},
    });
    const rows = JSON.stringify(await app.db.query("select * from audit_entries"));
    for (const secret of ["A title of Fay's", goodPassword, "another good battery"]) expect(rows).not.toContain(secret);
  });

  it("is read by person, action and time, page by page, and says what there is to ask for", async () => {
    const gus = await app.signUp("gus");
    for (const role of ["admin", "user", "admin", "user"] as const) {
      await admin.as.users.update({ id: gus.id, data: { role } });
    }
    const wanted = { person: "GUS", action: "users.update" };
    const first = await admin.as.audit.list({ ...wanted, limit: 3 });
    const second = await admin.as.audit.list({ ...wanted, limit: 3, cursor: first.nextCursor });
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([3, 1, null]);
    expect([...first.items, ...second.items].map(({ details }) => details.role)).toEqual([
      "user",
      "admin",
      "user",
      "admin",
    ]);
    const at = first.items[0]?.at ?? "";
    expect((await admin.as.audit.list({ ...wanted, to: at })).items).toHaveLength(0);
    expect((await admin.as.audit.list({ ...wanted, from: at })).items).toHaveLength(4);
    expect((await admin.as.audit.list({ person: "nobody at all" })).items).toEqual([]);
    expect((await admin.as.audit.actions()).items).toEqual(expect.arrayContaining(["auth.register", "users.update"]));
    expect(await codeOf(admin.as.audit.list({ cursor: "x" }))).toBe("CURSOR_INVALID");
  });

  it("is exported whole, in pages of its own", async () => {
    const auditLog = createAuditLog({ db: app.db, clock: app.clock, log: silentLogger });
    for (let count = 0; count < 1_205; count++) auditLog.record({ action: "test.many", details: { count } });
    await auditLog.close();
    const counts = new Set<unknown>();
    for await (const { details } of app.services.audit.export({ action: "test.many" })) counts.add(details.count);
    expect(counts.size).toBe(1_205);
  });

  it("loses nothing that was recorded while the process is told to stop", async () => {
    const auditLog = createAuditLog({ db: app.db, clock: app.clock, log: silentLogger });
    auditLog.record({ action: "test.last" });
    await auditLog.close();
    expect((await admin.as.audit.list({ action: "test.last" })).items).toHaveLength(1);
  });
});
