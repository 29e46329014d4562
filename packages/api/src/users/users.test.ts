import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccountsApp, goodPassword, sessionOf, unknownUserId } from "../auth/testing/accounts-app.ts";
import { codeOf } from "../testing/index.ts";

type AccountsApp = Awaited<ReturnType<typeof createAccountsApp>>;

let app: AccountsApp;
let admin: Awaited<ReturnType<AccountsApp["signUpAdmin"]>>;
beforeAll(async () => {
  app = await createAccountsApp({ registration: "open" });
  admin = await app.signUpAdmin("root");
});
afterAll(() => app[Symbol.asyncDispose]());

const account = (name: string) => ({ email: `${name}@example.com`, username: name, password: goodPassword });

describe("the admins' procedures", () => {
  const calls: [name: string, call: (users: AccountsApp["visitor"]["users"]) => Promise<unknown>][] = [
    ["list", (users) => users.list({})],
    ["get", (users) => users.get({ id: unknownUserId })],
    ["create", (users) => users.create(account("sneaked"))],
    ["update", (users) => users.update({ id: unknownUserId, data: { role: "admin" } })],
    ["delete", (users) => users.delete({ id: unknownUserId })],
  ];

  it.each(calls)("%s refuses visitors and members", async (name, call) => {
    const member = await app.signUp(`member-${name}`);
    expect(await codeOf(call(app.visitor.users))).toBe("UNAUTHENTICATED");
    expect(await codeOf(call(member.as.users))).toBe("FORBIDDEN");
  });

  it("are closed at the next request to one who is no longer an admin", async () => {
    const former = await app.signUpAdmin("former");
    await former.as.users.list({});
    await admin.as.users.update({ id: former.id, data: { role: "user" } });
    expect(await codeOf(former.as.users.list({}))).toBe("FORBIDDEN");
    expect((await former.as.auth.me()).role).toBe("user");
  });

  it.each(["get", "delete"] as const)("%s knows nobody by an unknown id", async (name) => {
    expect(await codeOf(admin.as.users[name]({ id: unknownUserId }))).toBe("NOT_FOUND");
  });

  it("update knows nobody by an unknown id", async () => {
    expect(await codeOf(admin.as.users.update({ id: unknownUserId, data: { isActive: false } }))).toBe("NOT_FOUND");
  });
});

describe("users.updateSelf", () => {
  it("takes no role, activity or email, whatever the body says", async () => {
    const person = await app.signUp("honest");
    const data = Object.assign({ locale: "fr" as const }, { role: "admin", isActive: false, email: "x@example.org" });
    expect(await person.as.users.updateSelf({ data })).toMatchObject({
      role: "user",
      email: "honest@example.org",
      locale: "fr",
    });
  });

  it("refuses names that others have, and keeps the own one in another case", async () => {
    await app.visitor.auth.register({ ...account("Holder"), trigram: "hol" });
    const person = await app.signUp("seeker");
    expect(await codeOf(person.as.users.updateSelf({ data: { username: "hOLDER" } }))).toBe("USERNAME_TAKEN");
    expect(await codeOf(person.as.users.updateSelf({ data: { trigram: "HOL" } }))).toBe("TRIGRAM_TAKEN");
    expect((await person.as.users.updateSelf({ data: { username: "Seeker" } })).username).toBe("Seeker");
  });

  it("refuses a model that is not there and text that can't be stored", async () => {
    const person = await app.signUp("modeller");
    const choose = (defaultModel: string) => codeOf(person.as.users.updateSelf({ data: { defaultModel } }));
    expect(await choose("nowhere/nothing")).toBe("MODEL_UNKNOWN");
    expect(["INVALID_INPUT", "INVALID_CHARACTERS"]).toContain(await choose("a\0b"));
  });

  it("changes what is given and nothing else", async () => {
    const person = await app.signUp("changer");
    await person.as.users.updateSelf({ data: { theme: "dark", trigram: "cha", locale: "en" } });
    const changed = await person.as.users.updateSelf({ data: { locale: null } });
    expect(changed).toMatchObject({ theme: "dark", trigram: "CHA", locale: null, username: "changer" });
    expect(await person.as.auth.me()).toEqual(changed);
  });
});

describe("users.deleteSelf", () => {
  it("refuses without the right password", async () => {
    const person = await app.signUp("staying");
    expect(await codeOf(person.as.users.deleteSelf({ password: "another password" }))).toBe("INVALID_CREDENTIALS");
    expect((await person.as.auth.me()).id).toBe(person.id);
  });

  it("leaves nothing that was theirs, and all that is others'", async () => {
    const [leaver, stayer] = [await app.signUp("leaver"), await app.signUp("stayer")];
    for (const { id } of [leaver, stayer]) await giveEverything(app, id);
    const before = await countRows(app, stayer.id);
    expect(Object.values(before).every((count) => count > 0)).toBe(true);
    const heard: unknown[] = [];
    await app.bus.subscribe(`user:${leaver.id}`, (message) => heard.push(message));

    await leaver.as.users.deleteSelf({ password: goodPassword });

    expect(Object.values(await countRows(app, leaver.id)).every((count) => count === 0)).toBe(true);
    expect(await countRows(app, stayer.id)).toEqual(before);
    expect(heard).toEqual([{ kind: "session-ended" }]);
    expect((await app.signUp("leaver")).id).not.toBe(leaver.id);
  });
});

describe("users.list", () => {
  it("refuses cursors that it did not give, and text that can't be stored", async () => {
    for (const cursor of ["x", "", "bnVsbA", Buffer.from('["usr_x"]').toString("base64url"), "W10"]) {
      if (cursor !== "") expect(await codeOf(admin.as.users.list({ cursor }))).toBe("CURSOR_INVALID");
    }
    expect(["INVALID_INPUT", "INVALID_CHARACTERS"]).toContain(await codeOf(admin.as.users.list({ query: "a\0" })));
  });

  it("pages through everyone once, newest first", async () => {
    for (let turn = 0; turn < 5; turn++) await app.services.users.create(account(`paged${turn}`));
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await admin.as.users.list({ limit: 2, cursor, query: "paged" });
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map((user) => user.username));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(["paged4", "paged3", "paged2", "paged1", "paged0"]);
  });

  it("finds by a part of email, username or trigram, in any case, and takes % and _ literally", async () => {
    await app.visitor.auth.register({ ...account("needle"), email: "in-hay@example.net", trigram: "ndl" });
    await app.visitor.auth.register(account("under_score"));
    const found = async (query: string) => (await admin.as.users.list({ query })).items.map((user) => user.username);
    expect(await found("EEDL")).toEqual(["needle"]);
    expect(await found("in-HAY@")).toEqual(["needle"]);
    expect(await found("ndl")).toEqual(["needle"]);
    expect(await found("r_s")).toEqual(["under_score"]);
    expect(await found("n%e")).toEqual([]);
    expect(await found("\\")).toEqual([]);
  });
});

describe("users.create", () => {
  it("makes a member, whatever the body says, and refuses taken names", async () => {
    const input = Object.assign(account("made"), { role: "admin" });
    expect(await admin.as.users.create(input)).toMatchObject({ role: "user", isActive: true });
    expect(await codeOf(admin.as.users.create(account("made")))).toMatch(/_TAKEN$/);
  });

  it("works where registration is closed and domains are refused", async () => {
    await using closed = await createAccountsApp({ registration: "closed", allowedEmailDomains: ["example.org"] });
    expect((await closed.services.users.create(account("invited"))).email).toBe("invited@example.com");
  });
});

describe("users.update", () => {
  it("locks a deactivated person out at once, tells open streams, and lets them in anew when active again", async () => {
    const person = await app.signUp("locked");
    const heard: unknown[] = [];
    await app.bus.subscribe(`user:${person.id}`, (message) => heard.push(message));
    expect(await admin.as.users.update({ id: person.id, data: { isActive: false } })).toMatchObject({
      isActive: false,
    });
    expect(heard).toEqual([{ kind: "session-ended" }]);
    expect(await codeOf(person.as.auth.me())).toBe("SESSION_EXPIRED");
    // Nor does a session of the raised version help.
    expect(await codeOf(app.caller(sessionOf(person.id, 2)).auth.me())).toBe("SESSION_EXPIRED");
    await admin.as.users.update({ id: person.id, data: { isActive: true } });
    expect(await codeOf(person.as.auth.me())).toBe("SESSION_EXPIRED");
    expect(await app.visitor.auth.login({ email: person.email, password: goodPassword })).toHaveProperty("accessToken");
  });

  it("makes an admin at the next request, without ending the session", async () => {
    const person = await app.signUp("risen");
    await admin.as.users.update({ id: person.id, data: { role: "admin" } });
    expect((await person.as.users.get({ id: person.id })).role).toBe("admin");
    await admin.as.users.update({ id: person.id, data: { role: "user" } });
  });
});

describe("the last admin", () => {
  it("can't be demoted, deactivated or deleted, by anyone or themselves", async () => {
    await using alone = await createAccountsApp();
    const last = await alone.signUpAdmin("last");
    const locked = await alone.signUpAdmin("locked");
    await last.as.users.update({ id: locked.id, data: { isActive: false } });
    const { id } = last;
    expect(await codeOf(last.as.users.update({ id, data: { role: "user" } }))).toBe("LAST_ADMIN");
    expect(await codeOf(last.as.users.update({ id, data: { isActive: false } }))).toBe("LAST_ADMIN");
    expect(await codeOf(last.as.users.delete({ id }))).toBe("LAST_ADMIN");
    expect(await codeOf(last.as.users.deleteSelf({ password: goodPassword }))).toBe("LAST_ADMIN");
    expect(await last.as.users.update({ id, data: { role: "admin", isActive: true } })).toMatchObject({
      role: "admin",
    });
  });

  it("is left when two admins remove each other at once", async () => {
    for (const remove of [
      (users: AccountsApp["visitor"]["users"], id: string) => users.delete({ id }),
      (users: AccountsApp["visitor"]["users"], id: string) => users.update({ id, data: { role: "user" } }),
      (users: AccountsApp["visitor"]["users"], id: string) => users.update({ id, data: { isActive: false } }),
    ]) {
      await using pair = await createAccountsApp();
      const [one, two] = [await pair.signUpAdmin("one"), await pair.signUpAdmin("two")];
      await Promise.allSettled([remove(one.as.users, two.id), remove(two.as.users, one.id)]);
      const left = await pair.db.asSystem("test", (tx) => tx.user.count({ where: { role: "admin", isActive: true } }));
      expect(left).toBe(1);
    }
  });

  it("is seen as the last by one who waits for another's change", async () => {
    await using pair = await createAccountsApp();
    const [one, two] = [await pair.signUpAdmin("one"), await pair.signUpAdmin("two")];
    const [changed, commit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const first = pair.db.asSystem("test: demote and linger", async (tx) => {
      await tx.user.update({ where: { id: one.id }, data: { role: "user" } });
      changed.resolve();
      await commit.promise;
    });
    await changed.promise;
    const second = codeOf(pair.services.users.update(two.id, { role: "user" }));
    // The embedded database has one transaction at a time: there it waits for certain.
    if (pair.db.engine === "postgresql") await expect.poll(() => countWaiting(pair)).toBe(1);
    commit.resolve();
    await first;
    expect(await second).toBe("LAST_ADMIN");
  });
});

describe("promotion from the command line", () => {
  it("refuses an unknown email and a deactivated account", async () => {
    const person = await app.signUp("dormant");
    await app.services.users.update(person.id, { isActive: false });
    expect(await codeOf(app.promote("nobody@example.org"))).toBe("NOT_FOUND");
    expect(await codeOf(app.promote(person.email))).toBe("CONFLICT");
  });
});

/** Connections to the database that wait for another's transaction. */
async function countWaiting({ db }: AccountsApp): Promise<number> {
  return db.asSystem("test", async (tx) => {
    const [row] = await tx.$queryRaw<{ count: number }[]>`
      select count(*)::int as count from pg_stat_activity
      where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`;
    return row?.count ?? 0;
  });
}

/** One row in each table that belongs to someone. */
async function giveEverything({ db }: AccountsApp, userId: string) {
  await db.asSystem("test", async (tx) => {
    const of = (prefix: string) => `${prefix}_of_${userId}`;
    const [conversationId, messageId, runId] = [of("conv"), of("msg"), of("run")];
    await tx.conversation.create({ data: { id: conversationId, userId } });
    await tx.message.create({ data: { id: messageId, userId, conversationId, role: "user", parts: [] } });
    const run = { id: runId, userId, conversationId, messageId, model: "a/b", provider: "a" };
    await tx.run.create({ data: run });
    await tx.runEvent.create({ data: { runId, userId, seq: 0, data: {} } });
    await tx.usageEvent.create({
      data: {
        id: of("use"),
        userId,
        conversationId,
        purpose: "chat",
        provider: "a",
        model: "b",
        inputTokens: 1,
        outputTokens: 1,
        durationMs: 1,
      },
    });
    const place = { conversationId, userId };
    const waiting = { id: of("msg_waiting"), ...place, authorId: userId, afterMessageId: messageId, text: "Next" };
    await tx.queuedMessage.create({ data: waiting });
    await tx.conversationMember.create({ data: { ...place, ownerId: userId, role: "writer" } });
    await tx.inviteLink.create({ data: { id: of("inv"), ...place, role: "reader" } });
    await tx.shareLink.create({ data: { id: of("shr"), ...place } });
    const file = { fileName: "a.zip", fingerprint: "a", sizeBytes: 1, status: "complete" as const };
    await tx.import.create({ data: { id: of("imp"), userId, ...file } });
    await tx.importItem.create({ data: { importId: of("imp"), seq: 0, userId, outcome: "imported", notable: false } });
    await tx.apiKey.create({
      data: { id: of("key"), userId, name: "a", prefix: of("cs"), secretHash: "a", scopes: [] },
    });
    const sums = { userId, day: new Date("2026-01-01"), calls: 1, inputTokens: 1, outputTokens: 1, costMicros: 1 };
    await tx.usageDay.create({ data: { ...sums, model: "a/b", reasoningTokens: 0 } });
    await tx.usageConversation.create({ data: { ...sums, conversationId } });
    const call = { purpose: "chat" as const, provider: "a", model: "b", amountMicros: 1, ownerId: "a" };
    const times = { leaseUntil: new Date(), createdAt: new Date() };
    await tx.reservation.create({ data: { id: of("res"), userId, ...call, ...times } });
    const limit = { period: "day", kind: "hard", limitMicros: 1, updatedAt: new Date() };
    await tx.budget.create({ data: { id: of("bud"), subject: userId, userId, ...limit } });
    await tx.linkedIdentity.create({ data: { issuer: "a", subject: of("a"), userId, email: of("a") } });
    await tx.secondFactor.create({ data: { userId, sealedSecret: "a" } });
    await tx.recoveryCode.create({ data: { userId, codeHash: "a" } });
    const link = { purpose: "reset", tokenHash: of("a"), email: of("a"), sessionVersion: 1 } as const;
    await tx.mailedLink.create({ data: { userId, ...link, expiresAt: new Date() } });
    const sent = { requestHash: "a", holder: "a", leaseUntil: new Date(), expiresAt: new Date() };
    await tx.idempotentRequest.create({ data: { id: of("request"), userId, ...sent } });
  });
}

/** How many rows of a person's there are in every table that has a column for their id. */
async function countRows({ db }: AccountsApp, userId: string): Promise<Record<string, number>> {
  return await db.asSystem("test", async (tx) => {
    const tables = await tx.$queryRaw<{ name: string }[]>`
      select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'user_id' order by table_name`;
    const counts: Record<string, number> = { users: await tx.user.count({ where: { id: userId } }) };
    for (const { name } of tables) {
      const [row] = await tx.$queryRawUnsafe<{ count: bigint }[]>(
        `select count(*) from "${name}" where user_id = $1`,
        userId,
      );
      counts[name] = Number(row?.count);
    }
    return counts;
  });
}
