import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { codeOf } from "../testing/index.ts";
import { createAccountsApp, failureOf, goodPassword, sessionOf, unknownUserId } from "./testing/accounts-app.ts";

let app: Awaited<ReturnType<typeof createAccountsApp>>;
beforeAll(async () => {
  app = await createAccountsApp();
});
afterAll(() => app[Symbol.asyncDispose]());

describe("authentication", () => {
  it.each([
    ["nothing", { kind: "none" }, "UNAUTHENTICATED"],
    ["a broken header", { kind: "malformed" }, "UNAUTHENTICATED"],
    ["a token that is none", { kind: "bearer", token: "abc" }, "UNAUTHENTICATED"],
    ["a session of nobody", sessionOf(unknownUserId), "SESSION_EXPIRED"],
  ] as const)("refuses %s", async (_name, credentials, expected) => {
    expect(await codeOf(app.caller(credentials).auth.me())).toBe(expected);
  });

  it("refuses a session of another version, below or above", async () => {
    const { id } = await app.signUp("versions");
    for (const version of [0, 2]) {
      expect(await codeOf(app.caller(sessionOf(id, version)).auth.me())).toBe("SESSION_EXPIRED");
    }
  });

  it("ends a token with its time", async () => {
    const { email } = await app.signUp("ending");
    const token = await app.visitor.auth.login({ email, password: goodPassword });
    const program = app.caller({ kind: "bearer", token: token.accessToken });
    expect(token.tokenType).toBe("bearer");
    expect(Date.parse(token.expiresAt) - app.clock.now().getTime()).toBe(15 * 60_000);
    expect((await program.auth.me()).email).toBe(email);
    app.clock.advance(15 * 60_000);
    expect(await codeOf(program.auth.me())).toBe("SESSION_EXPIRED");
  });

  it("refuses the token and the session of a deleted person", async () => {
    const { email, as } = await app.signUp("deleted");
    const { accessToken } = await app.visitor.auth.login({ email, password: goodPassword });
    await as.users.deleteSelf({ password: goodPassword });
    expect(await codeOf(app.caller({ kind: "bearer", token: accessToken }).auth.me())).toBe("SESSION_EXPIRED");
    expect(await codeOf(as.auth.me())).toBe("SESSION_EXPIRED");
  });
});

describe("signing in", () => {
  it("answers an unknown email, a malformed one, a wrong password and a deactivated account alike", async () => {
    const { email } = await app.signUp("wrong");
    const gone = await app.signUp("deactivated");
    await app.services.users.update(gone.id, { isActive: false });
    const login = (input: { email: string; password: string }) => failureOf(app.visitor.auth.login(input));
    const refusals = [
      await login({ email: "nobody@example.org", password: goodPassword }),
      await login({ email: "no email\0", password: goodPassword }),
      await login({ email, password: "another password" }),
      await login({ email: gone.email, password: goodPassword }),
    ];
    for (const refusal of refusals) expect(refusal).toEqual({ code: "INVALID_CREDENTIALS", params: {} });
  });

  it("computes one hash whether or not the account exists or is active", async () => {
    const { email } = await app.signUp("counted");
    const gone = await app.signUp("gone");
    await app.services.users.update(gone.id, { isActive: false });
    const argon2 = vi.spyOn(crypto, "argon2");
    // Who imported the function by its name sees the spy too, and sees it gone again.
    syncBuiltinESMExports();
    onTestFinished(() => {
      argon2.mockRestore();
      syncBuiltinESMExports();
    });
    for (const tried of [email, gone.email, "not-here@example.org", "no email"]) {
      argon2.mockClear();
      await failureOf(app.visitor.auth.login({ email: tried, password: "another password" }));
      expect(argon2).toHaveBeenCalledTimes(1);
    }
  });

  it("refuses an account after ten wrong passwords, known or not, and says how long", async () => {
    await app.signUp("guessed");
    for (const email of ["guessed@example.org", "never-here@example.org"]) {
      const login = (password: string, turn: number, written = email) =>
        failureOf(app.caller({ kind: "none" }, `198.51.100.${turn}`).auth.login({ email: written, password }));
      for (let turn = 0; turn < 10; turn++)
        expect((await login("guess number", turn)).code).toBe("INVALID_CREDENTIALS");
      // Nor does the right password help now, nor writing the email in another way.
      const refusal = await login(goodPassword, 11, ` ${email.toUpperCase()}`);
      expect(refusal).toEqual({ code: "RATE_LIMITED", params: { retryAfterSeconds: expect.any(Number) } });
    }
  });

  it("does not care for the email's case and the spaces around it", async () => {
    await app.signUp("spaces");
    const token = await app.visitor.auth.login({ email: "  Spaces@Example.ORG ", password: goodPassword });
    expect(token.accessToken).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  it("gives the browser's session layer whose password it is, and the version", async () => {
    const { id, email } = await app.signUp("browser");
    const address = "192.0.2.7";
    const { auth } = app.services;
    expect(await auth.signIn({ email, password: goodPassword, address })).toEqual({
      userId: id,
      sessionVersion: 1,
    });
    expect(await codeOf(auth.signIn({ email, password: "another password", address }))).toBe("INVALID_CREDENTIALS");
  });
});

describe("changing the password", () => {
  it("refuses the wrong current password, counts it, and a common new one", async () => {
    const { as } = await app.signUp("changing");
    const change = (currentPassword: string, newPassword: string) =>
      codeOf(as.auth.changePassword({ currentPassword, newPassword }));
    expect(await change("another password", "a new long password")).toBe("INVALID_CREDENTIALS");
    expect(await change(goodPassword, "changing@example.org")).toBe("PASSWORD_TOO_COMMON");
    expect(await change(goodPassword, "password123")).toBe("PASSWORD_TOO_COMMON");
    expect(await change(goodPassword, "short")).toBe("INVALID_INPUT");
    for (let turn = 0; turn < 10; turn++) await change("another password", "a new long password");
    expect(await change(goodPassword, "a new long password")).toBe("RATE_LIMITED");
    expect((await as.auth.me()).username).toBe("changing");
  });

  it("ends every session and token, tells open streams, and takes the new password only", async () => {
    const { id, email, as } = await app.signUp("renewed");
    const { accessToken } = await app.visitor.auth.login({ email, password: goodPassword });
    const heard: unknown[] = [];
    await app.bus.subscribe(`user:${id}`, (message) => heard.push(message));
    await as.auth.changePassword({ currentPassword: goodPassword, newPassword: "a new long password" });
    expect(heard).toEqual([{ kind: "session-ended" }]);
    expect(await codeOf(as.auth.me())).toBe("SESSION_EXPIRED");
    expect(await codeOf(app.caller({ kind: "bearer", token: accessToken }).auth.me())).toBe("SESSION_EXPIRED");
    expect(await codeOf(app.visitor.auth.login({ email, password: goodPassword }))).toBe("INVALID_CREDENTIALS");
    const renewed = await app.visitor.auth.login({ email, password: "a new long password" });
    expect((await app.caller({ kind: "bearer", token: renewed.accessToken }).auth.me()).id).toBe(id);
  });

  it("lets one of two changes at once through", async () => {
    const { as } = await app.signUp("twice");
    const results = await Promise.allSettled(
      ["first new password", "second new password"].map((newPassword) =>
        as.auth.changePassword({ currentPassword: goodPassword, newPassword }),
      ),
    );
    expect(results.map((result) => result.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("signing out everywhere", () => {
  it("ends every session and token and tells open streams", async () => {
    const { id, email, as } = await app.signUp("everywhere");
    const { accessToken } = await app.visitor.auth.login({ email, password: goodPassword });
    const heard: unknown[] = [];
    await app.bus.subscribe(`user:${id}`, (message) => heard.push(message));
    await as.auth.signOutEverywhere();
    expect(heard).toEqual([{ kind: "session-ended" }]);
    expect(await codeOf(as.auth.me())).toBe("SESSION_EXPIRED");
    expect(await codeOf(app.caller({ kind: "bearer", token: accessToken }).auth.me())).toBe("SESSION_EXPIRED");
    expect((await app.caller(sessionOf(id, 2)).auth.me()).id).toBe(id);
  });
});

describe("secrets", () => {
  it("gives no answer that carries the hash", async () => {
    const { as } = await app.signUp("hashless");
    expect(JSON.stringify(await as.auth.me())).not.toContain("argon2");
  });
});
