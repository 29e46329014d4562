import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccountsApp, failureOf, goodPassword, sessionOf } from "../auth/testing/accounts-app.ts";
import type { ApiConfig } from "../config.ts";
import { codeOf } from "../testing/index.ts";

const issuer = "https://id.example.org";
const provider = { issuer, clientId: "causerie", clientSecret: "secret", name: "Example" };

let app: Awaited<ReturnType<typeof createAccountsApp>>;
beforeAll(async () => {
  app = await createAccountsApp({ provider });
});
afterAll(() => app[Symbol.asyncDispose]());

/** When the provider last asked them, as it says. */
const proven = new Date("2025-11-01T12:00:00Z");
/** What the provider says of someone of that name. */
function claimsOf(name: string, other: Record<string, unknown> = {}) {
  const email = { email: `${name}@example.org`, email_verified: true };
  return { iss: issuer, sub: `sub-${name}`, ...email, auth_time: proven.getTime() / 1000, ...other };
}
const from = { address: "192.0.2.1" };
const signIn = (claims: unknown) => app.services.identities.signIn(claims, from);
const meOf = ({ userId, sessionVersion }: { userId: string; sessionVersion: number }) =>
  app.caller(sessionOf(userId, sessionVersion)).auth.me();

describe("signing in through the provider", () => {
  it.each([
    ["nothing", {}],
    ["another issuer", claimsOf("issuers", { iss: "https://id.example.com" })],
    ["no subject", claimsOf("subjects", { sub: undefined })],
    ["an empty subject", claimsOf("subjects", { sub: "" })],
  ])("refuses %s", async (_name, claims) => {
    expect(await codeOf(signIn(claims))).toBe("PROVIDER_REFUSED");
  });

  it("refuses all where none is set up", async () => {
    await using other = await createAccountsApp();
    expect(await codeOf(other.services.identities.signIn(claimsOf("nobody"), from))).toBe("PROVIDER_REFUSED");
    expect(await other.visitor.auth.access()).toMatchObject({ provider: null, mail: false });
  });

  it.each([
    ["does not say is theirs", "unsaid", { email_verified: undefined }],
    ["says is not theirs", "denied", { email_verified: false }],
    ["says so in no known way of", "unclear", { email_verified: "yes" }],
    ["does not name", "unnamed", { email: undefined }],
    ["names in no form of one", "malformed", { email: "no email" }],
  ])("neither makes nor links an account by an email that the provider %s", async (_name, name, other) => {
    const person = await app.signUp(name);
    expect(await codeOf(signIn(claimsOf(name, other)))).toBe("PROVIDER_EMAIL_UNVERIFIED");
    expect(await codeOf(signIn(claimsOf(`${name}-without-account`, other)))).toBe("PROVIDER_EMAIL_UNVERIFIED");
    expect((await person.as.identities.get()).identity).toBeNull();
  });

  it("makes an account without a password, and knows it again by the subject alone", async () => {
    const subject = await signIn(claimsOf("newcomer", { preferred_username: "New Comer" }));
    const me = await meOf(subject);
    expect(me).toMatchObject({
      email: "newcomer@example.org",
      username: "New.Comer",
      role: "user",
      emailVerified: true,
    });
    expect(await signIn(claimsOf("newcomer", { email: "moved@example.org", email_verified: false }))).toEqual(subject);
    const login = app.visitor.auth.login({ email: me.email, password: "none" });
    expect(await codeOf(login)).toBe("INVALID_CREDENTIALS");
    const as = app.caller(sessionOf(subject.userId));
    expect(await as.identities.get()).toMatchObject({ identity: { email: me.email }, hasPassword: false });
    expect(await codeOf(as.identities.unlink({ password: "none" }))).toBe("PASSWORD_NOT_SET");
    expect(await codeOf(as.users.deleteSelf({ password: "none" }))).toBe("PASSWORD_NOT_SET");
  });

  it("makes one account of two first steps at once", async () => {
    const claims = claimsOf("twice");
    const [one, two] = await Promise.all([signIn(claims), signIn(claims)]);
    expect(one).toEqual(two);
  });

  it("finds a username where what they are called is taken or none", async () => {
    await app.signUp("taken");
    const second = await meOf(await signIn(claimsOf("second", { preferred_username: "Taken", name: "taken" })));
    expect(second.username).toBe("second");
    const third = await meOf(await signIn(claimsOf("third", { email: "taken@example.com", preferred_username: "!" })));
    expect(third.username).toMatch(/^person|^taken-\d{4}$/);
    const long = await meOf(await signIn(claimsOf("long", { preferred_username: "l".repeat(99) })));
    expect(long.username).toBe("l".repeat(32));
  });

  it("takes whoever is deactivated for nobody", async () => {
    const person = await app.signUp("deactivated");
    await app.services.users.update(person.id, { isActive: false });
    expect(await failureOf(signIn(claimsOf("deactivated")))).toEqual({ code: "ACCOUNT_DEACTIVATED", params: {} });
    const { userId } = await signIn(claimsOf("later-deactivated"));
    await app.services.users.update(userId, { isActive: false });
    expect(await codeOf(signIn(claimsOf("later-deactivated")))).toBe("ACCOUNT_DEACTIVATED");
  });

  it.each<[string, Partial<ApiConfig>, string]>([
    ["registration is closed", { registration: "closed" }, "REGISTRATION_CLOSED"],
    ["the email's domain is not allowed", { allowedEmailDomains: ["example.com"] }, "EMAIL_DOMAIN_REFUSED"],
  ])("makes no account where %s, but lets those in who have one", async (_name, config, code) => {
    await using other = await createAccountsApp({ provider, ...config });
    expect(await codeOf(other.services.identities.signIn(claimsOf("outside"), from))).toBe(code);
    const { id } = await other.services.users.create({
      email: "outside@example.org",
      username: "outside",
      password: goodPassword,
    });
    expect(await other.services.identities.signIn(claimsOf("outside"), from)).toMatchObject({
      userId: id,
      sessionVersion: 1,
    });
  });
});

describe("a fresh sign-in through the provider", () => {
  const minutesAgo = (minutes: number) => new Date(app.clock.now().getTime() - minutes * 60_000);
  const provenAt = (userId: string, at: Date) =>
    app.caller({ kind: "session", userId, sessionVersion: 1, provenAt: at });

  it("is when the provider says that it was, though not later than now, or else now", async () => {
    expect((await signIn(claimsOf("prover"))).provenAt).toEqual(proven);
    const now = app.clock.now();
    for (const auth_time of [undefined, "yesterday", now.getTime() / 1000 + 3600]) {
      expect((await signIn(claimsOf("prover", { auth_time }))).provenAt).toEqual(now);
    }
  });

  it("is asked of who has no password, before their account is deleted", async () => {
    const { userId } = await signIn(claimsOf("goer"));
    const never = app.caller(sessionOf(userId));
    const longAgo = provenAt(userId, minutesAgo(11));
    for (const as of [never, longAgo]) {
      expect(await codeOf(as.users.deleteSelf({}))).toBe("REAUTHENTICATION_REQUIRED");
      expect(await as.identities.get()).toMatchObject({ hasPassword: false, fresh: false });
    }
    const now = provenAt(userId, minutesAgo(9));
    expect(await now.identities.get()).toMatchObject({ fresh: true });
    await now.users.deleteSelf({});
    expect(await codeOf(now.auth.me())).toBe("SESSION_EXPIRED");
  });

  it("does not stand for a password that there is", async () => {
    const person = await app.signUp("password-holder");
    expect(await codeOf(provenAt(person.id, minutesAgo(0)).users.deleteSelf({}))).toBe("INVALID_CREDENTIALS");
  });
});

describe("an account that has the email already", () => {
  it("is linked with its password kept, where the email is known to be theirs", async () => {
    const { id } = await app.services.users.create({
      email: "vouched@example.org",
      username: "vouched",
      password: goodPassword,
    });
    expect(await signIn(claimsOf("vouched"))).toMatchObject({ userId: id, sessionVersion: 1 });
    await app.visitor.auth.login({ email: "vouched@example.org", password: goodPassword });
    const as = app.caller(sessionOf(id));
    expect(await as.identities.get()).toMatchObject({ hasPassword: true, identity: { email: "vouched@example.org" } });
    expect(await codeOf(as.identities.unlink({ password: "another password" }))).toBe("INVALID_CREDENTIALS");
    await as.identities.unlink({ password: goodPassword });
    expect((await as.identities.get()).identity).toBeNull();
    expect(await codeOf(as.identities.unlink({ password: goodPassword }))).toBe("NOT_FOUND");
  });

  it("is rid of all that whoever registered with the email first could come in by", async () => {
    const early = await app.signUp("early");
    const { key } = await early.as.apiKeys.create({ name: "a way in", scopes: ["chat"] });
    const { accessToken } = await app.visitor.auth.login({ email: early.email, password: goodPassword });
    const heard: unknown[] = [];
    await app.bus.subscribe(`user:${early.id}`, (message) => heard.push(message));
    await early.as.secondFactors.enrol({ password: goodPassword });
    const owner = await signIn(claimsOf("early"));
    expect(owner).toMatchObject({ userId: early.id, sessionVersion: 2 });
    expect((await meOf(owner)).emailVerified).toBe(true);
    expect(heard).toContainEqual({ kind: "session-ended" });
    expect(await codeOf(early.as.auth.me())).toBe("SESSION_EXPIRED");
    expect(await codeOf(app.caller({ kind: "bearer", token: accessToken }).auth.me())).toBe("SESSION_EXPIRED");
    expect(await codeOf(app.caller({ kind: "api-key", secret: key }).conversations.list({}))).toBe("KEY_INVALID");
    const login = app.visitor.auth.login({ email: early.email, password: goodPassword });
    expect(await codeOf(login)).toBe("INVALID_CREDENTIALS");
    expect(await signIn(claimsOf("early"))).toEqual(owner);
  });

  it("is not given to another account at the provider that has the email now", async () => {
    await signIn(claimsOf("handed-on"));
    expect(await codeOf(signIn(claimsOf("handed-on", { sub: "another" })))).toBe("PROVIDER_ACCOUNT_DIFFERS");
  });
});
