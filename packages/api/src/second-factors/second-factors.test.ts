import { TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccountsApp, failureOf, goodPassword, sessionOf, unknownUserId } from "../auth/testing/accounts-app.ts";
import { codeOf } from "../testing/index.ts";

let app: Awaited<ReturnType<typeof createAccountsApp>>;
beforeAll(async () => {
  app = await createAccountsApp();
});
afterAll(() => app[Symbol.asyncDispose]());

/** What an authenticator app would show, `steps` of thirty seconds from now. */
function codeNow(secret: string, steps = 0): string {
  return new TOTP({ secret }).generate({ timestamp: app.clock.now().getTime() + steps * 30_000 });
}
const password = goodPassword;
/** Six digits that are no code of the secret around now. */
function wrongCode(secret: string): string {
  const right = [-1, 0, 1].map((steps) => codeNow(secret, steps));
  return ["000000", "111111", "222222", "333333"].find((code) => !right.includes(code)) ?? "";
}

/** A person whose second factor is in force, a step of its clock after it was confirmed. */
async function withFactor(name: string) {
  const person = await app.signUp(name);
  const { secret, uri } = await person.as.secondFactors.enrol({ password });
  const { recoveryCodes } = await person.as.secondFactors.confirm({ code: codeNow(secret) });
  app.clock.advance(30_000);
  const login = (code?: string, address?: string) =>
    app.caller({ kind: "none" }, address).auth.login({ email: person.email, password, ...(code && { code }) });
  return { ...person, secret, uri, recoveryCodes, login };
}

describe("enrolment", () => {
  it("is refused to a visitor, with a wrong password, and without one", async () => {
    const { id, as } = await app.signUp("enrolling");
    expect(await codeOf(app.visitor.secondFactors.enrol({ password }))).toBe("UNAUTHENTICATED");
    expect(await codeOf(as.secondFactors.enrol({ password: "another password" }))).toBe("INVALID_CREDENTIALS");
    await app.db.asSystem("test: take the password", (tx) =>
      tx.user.update({ where: { id }, data: { passwordHash: "none" } }),
    );
    expect(await codeOf(as.secondFactors.enrol({ password }))).toBe("PASSWORD_NOT_SET");
    expect(await as.secondFactors.state()).toEqual({ enabled: false, recoveryCodesLeft: 0 });
  });

  it("asks for no code before one was shown, and takes no wrong one", async () => {
    const { email, as } = await app.signUp("confirming");
    expect(await codeOf(as.secondFactors.confirm({ code: "000000" }))).toBe("CONFLICT");
    const { secret } = await as.secondFactors.enrol({ password });
    expect(await codeOf(as.secondFactors.confirm({ code: wrongCode(secret) }))).toBe("TOTP_INVALID");
    await app.visitor.auth.login({ email, password });
    const again = await as.secondFactors.enrol({ password });
    expect(await codeOf(as.secondFactors.confirm({ code: codeNow(secret) }))).toBe("TOTP_INVALID");
    await as.secondFactors.confirm({ code: codeNow(again.secret) });
    expect(await codeOf(app.visitor.auth.login({ email, password }))).toBe("TOTP_REQUIRED");
  });

  it("gives what an authenticator app reads, once, and keeps neither secret nor codes in clear", async () => {
    const { id, as, secret, uri, recoveryCodes } = await withFactor("keeping");
    expect(new URL(uri).searchParams.get("secret")).toBe(secret);
    expect(decodeURIComponent(uri)).toContain("Causerie:keeping@example.org");
    expect(recoveryCodes).toHaveLength(10);
    expect(await codeOf(as.secondFactors.enrol({ password }))).toBe("CONFLICT");
    const kept = await app.db.asSystem("test: read what is kept", (tx) =>
      tx.user.findUnique({ where: { id }, select: { secondFactor: true, recoveryCodes: true } }),
    );
    const text = JSON.stringify(kept, (_key, value) => (typeof value === "bigint" ? String(value) : value));
    for (const word of [secret, ...recoveryCodes.flatMap((code) => [code, code.replace("-", "")])]) {
      expect(text).not.toContain(word);
    }
    expect(await as.secondFactors.state()).toEqual({ enabled: true, recoveryCodesLeft: 10 });
  });
});

describe("signing in with a second factor", () => {
  it("asks for it only after the right password", async () => {
    const { email, login } = await withFactor("asked");
    expect(await codeOf(app.visitor.auth.login({ email, password: "another password" }))).toBe("INVALID_CREDENTIALS");
    expect(await failureOf(login())).toEqual({ code: "TOTP_REQUIRED", params: {} });
    expect(await codeOf(login("  "))).toBe("TOTP_REQUIRED");
  });

  it("takes a code once, whoever is quicker, and none of before it", async () => {
    const { secret, login } = await withFactor("replayed");
    const results = await Promise.allSettled([login(codeNow(secret)), login(codeNow(secret))]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await codeOf(login(codeNow(secret)))).toBe("TOTP_INVALID");
    expect(await codeOf(login(codeNow(secret, -1)))).toBe("TOTP_INVALID");
    app.clock.advance(30_000);
    const spaced = codeNow(secret).replace(/^(...)/, "$1 ");
    expect((await login(spaced)).tokenType).toBe("bearer");
  });

  it("takes one of a clock that is half a minute off, and no more", async () => {
    const { secret, login } = await withFactor("clocks");
    app.clock.advance(60_000);
    for (const steps of [-2, 2]) expect(await codeOf(login(codeNow(secret, steps)))).toBe("TOTP_INVALID");
    await login(codeNow(secret, -1));
    await login(codeNow(secret, 1));
  });

  it("takes each recovery code once, however it is written, and nobody else's", async () => {
    const { as, login, recoveryCodes } = await withFactor("recovering");
    const stranger = await withFactor("stranger");
    const [first = "", second = ""] = recoveryCodes;
    expect(await codeOf(login(stranger.recoveryCodes[0]))).toBe("TOTP_INVALID");
    await login(` ${first.toUpperCase().replace("-", " ")}`);
    expect(await codeOf(login(first))).toBe("TOTP_INVALID");
    const results = await Promise.allSettled([login(second), login(second)]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await as.secondFactors.state()).recoveryCodesLeft).toBe(8);
  });

  it("bears ten wrong codes from wherever they come, and then not even the right one", async () => {
    const { secret, login } = await withFactor("codes-guessed");
    for (let turn = 0; turn < 10; turn++) {
      expect(await codeOf(login(wrongCode(secret), `198.51.100.${turn}`))).toBe("TOTP_INVALID");
    }
    expect(await failureOf(login(codeNow(secret), "198.51.100.20"))).toEqual({
      code: "RATE_LIMITED",
      params: { retryAfterSeconds: expect.any(Number) },
    });
  });
});

describe("an end of the second factor", () => {
  it("takes the password and a code; a removed one is not asked for", async () => {
    const { as, secret, login } = await withFactor("disabling");
    const disable = (input: { password: string; code: string }) => codeOf(as.secondFactors.disable(input));
    expect(await disable({ password: "another password", code: codeNow(secret) })).toBe("INVALID_CREDENTIALS");
    expect(await disable({ password, code: wrongCode(secret) })).toBe("TOTP_INVALID");
    expect(await disable({ password, code: "" })).toBe("TOTP_REQUIRED");
    await as.secondFactors.disable({ password, code: codeNow(secret) });
    expect(await as.secondFactors.state()).toEqual({ enabled: false, recoveryCodesLeft: 0 });
    await login();
  });

  it("renews the recovery codes for the password and a code alone, and voids the old ones", async () => {
    const { as, secret, login, recoveryCodes } = await withFactor("renewing");
    const renew = as.secondFactors.renewRecoveryCodes;
    expect(await codeOf(renew({ password: "another password", code: codeNow(secret) }))).toBe("INVALID_CREDENTIALS");
    expect(await codeOf(renew({ password, code: wrongCode(secret) }))).toBe("TOTP_INVALID");
    const renewed = await renew({ password, code: codeNow(secret) });
    expect(await codeOf(login(recoveryCodes[0]))).toBe("TOTP_INVALID");
    await login(renewed.recoveryCodes[0]);
    const none = await app.signUp("nothing-to-renew");
    expect(await codeOf(none.as.secondFactors.renewRecoveryCodes({ password, code: "" }))).toBe("CONFLICT");
  });

  it("is an admin's to bring about for another, and nobody else's", async () => {
    const { id, login } = await withFactor("lost");
    const other = await app.signUp("meddling");
    const admin = await app.signUpAdmin("helping");
    expect(await codeOf(app.visitor.secondFactors.removeOf({ userId: id }))).toBe("UNAUTHENTICATED");
    expect(await codeOf(other.as.secondFactors.removeOf({ userId: id }))).toBe("FORBIDDEN");
    const as = app.caller(sessionOf(admin.id));
    expect(await codeOf(as.secondFactors.removeOf({ userId: unknownUserId }))).toBe("NOT_FOUND");
    await as.secondFactors.removeOf({ userId: id });
    await login();
  });
});
