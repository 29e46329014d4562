import { type Mailbox, startMailbox } from "@causerie/core/testing/mailbox";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createAccountsApp, goodPassword } from "../auth/testing/accounts-app.ts";
import { codeOf } from "../testing/index.ts";

const publicUrl = "https://chat.example.org";
const newPassword = "another good password";

let mailbox: Mailbox;
let app: Awaited<ReturnType<typeof createAccountsApp>>;
beforeAll(async () => {
  mailbox = await startMailbox();
  app = await createAccountsApp({
    requireVerifiedEmail: true,
    mail: { smtpUrl: mailbox.url, from: "Causerie <causerie@example.org>", publicUrl },
  });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await mailbox[Symbol.asyncDispose]();
});

const tokenOf = (link: string | undefined) => new URL(link ?? "").searchParams.get("token") ?? "";
let addresses = 0;
/** Someone on a network of their own, so that no test runs into another's limits. */
const visitor = () => app.caller({ kind: "none" }, `2001:db8:${(addresses++).toString(16)}::/64`);

/** Someone who registered, and the token of the mail that they were sent. */
async function register(name: string, locale: "en" | "fr" | null = null) {
  const email = `${name}@example.org`;
  const me = await visitor().auth.register({ email, username: name, password: goodPassword, locale });
  const mail = await mailbox.mailTo(email);
  const credentials = { kind: "session", userId: me.id, sessionVersion: 1 } as const;
  return { ...me, mail, token: tokenOf(mail.links[0]), as: app.caller(credentials) };
}

/** The token of a mail for a new password, the `count`th that the email was sent. */
async function requestReset(email: string, count = 2): Promise<string> {
  await visitor().mailedLinks.requestReset({ email });
  return tokenOf((await mailbox.mailTo(email, count)).links[0]);
}

describe("without a mail server", () => {
  it("refuses what needs one and says so beforehand, and registers people all the same", async () => {
    await using other = await createAccountsApp();
    const { as } = await other.signUp("unmailed");
    expect(await codeOf(other.visitor.mailedLinks.requestReset({ email: "a@example.org" }))).toBe("MAIL_UNAVAILABLE");
    expect(await codeOf(as.mailedLinks.requestVerification({}))).toBe("MAIL_UNAVAILABLE");
    expect(await other.visitor.auth.access()).toMatchObject({ mail: false });
    expect(await as.auth.me()).toMatchObject({ emailVerified: false });
  });
});

describe("verifying an email", () => {
  it("is asked by a mail in the person's language, whose link begins with PUBLIC_URL, and nothing else in it does", async () => {
    const { mail } = await register("langue", "fr");
    expect(mail).toMatchObject({ from: "Causerie <causerie@example.org>", to: "langue@example.org" });
    expect(mail.subject).toBe("Confirmez votre adresse e-mail pour Causerie");
    expect(mail.text).toContain("Bonjour langue,");
    expect(mail.links).toEqual([expect.stringMatching(/^https:\/\/chat\.example\.org\/verify\?token=[\w-]{43}$/)]);
    expect(mail.html).not.toMatch(/<(img|link|script|style|iframe)|url\(|src=/i);
    expect(new Set(mail.html.match(/https?:\/\/[^\s"<]+/g))).toEqual(new Set(mail.links));
  });

  it("lets nobody ask a model before, where that is required, and those whom an admin vouches for at once", async () => {
    const { as, token } = await register("chatting");
    const send = (caller: typeof as) => codeOf(caller.chat.send({ content: "Hello", model: "none/such" }));
    expect(await send(as)).toBe("EMAIL_UNVERIFIED");
    expect((await as.conversations.list({})).items).toEqual([]);
    await visitor().mailedLinks.verify({ token });
    expect(await as.auth.me()).toMatchObject({ emailVerified: true });
    expect(await send(as)).toBe("MODEL_UNKNOWN");
    const vouched = { email: "vouched@example.org", username: "vouched", password: goodPassword };
    const { id: userId } = await app.services.users.create(vouched);
    expect(await send(app.caller({ kind: "session", userId, sessionVersion: 1 }))).toBe("MODEL_UNKNOWN");
  });

  it("takes each link once, none that expired, and only the last", async () => {
    const { email, as, token } = await register("once");
    expect(await codeOf(visitor().mailedLinks.verify({ token: `${token}x` }))).toBe("MAILED_LINK_INVALID");
    await as.mailedLinks.requestVerification({ locale: "fr" });
    const second = await mailbox.mailTo(email, 2);
    expect(second.subject).toMatch(/^Confirmez/);
    expect(await codeOf(visitor().mailedLinks.verify({ token }))).toBe("MAILED_LINK_INVALID");
    const twice = await Promise.allSettled(
      [1, 2].map(() => visitor().mailedLinks.verify({ token: tokenOf(second.links[0]) })),
    );
    expect(twice.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await as.mailedLinks.requestVerification({});

    const late = await register("late");
    app.clock.advance(24 * 60 * 60_000);
    expect(await codeOf(visitor().mailedLinks.verify({ token: late.token }))).toBe("MAILED_LINK_INVALID");
    expect(mailbox.received.filter(({ to }) => to === email)).toHaveLength(2);
  });

  it("is not done by a link for a password, nor the other way", async () => {
    const { email, token } = await register("purposes");
    const reset = await requestReset(email);
    expect(await codeOf(visitor().mailedLinks.verify({ token: reset }))).toBe("MAILED_LINK_INVALID");
    expect(await codeOf(visitor().mailedLinks.reset({ token, newPassword }))).toBe("MAILED_LINK_INVALID");
    expect(await visitor().mailedLinks.checkReset({ token })).toEqual({ valid: false });
  });
});

describe("a new password by mail", () => {
  it("answers alike whether or not anybody has the email, before anything is looked up", async () => {
    const { email } = await register("known");
    for (const asked of [email, "nobody-here@example.org", "no email\0", ` ${email.toUpperCase()} `]) {
      expect(await visitor().mailedLinks.requestReset({ email: asked })).toBeUndefined();
    }
    await mailbox.mailTo(email, 3);
    expect(mailbox.received.filter(({ to }) => to.includes("nobody"))).toEqual([]);
  });

  it("sends nothing to who is deactivated", async () => {
    const gone = await register("gone");
    await app.services.users.update(gone.id, { isActive: false });
    await visitor().mailedLinks.requestReset({ email: gone.email });
    const after = await register("after-gone");
    await requestReset(after.email);
    expect(mailbox.received.filter(({ to }) => to === gone.email)).toHaveLength(1);
  });

  it("sets it once, ends every session, verifies the email, and keeps nothing that a copy of the database could use", async () => {
    const { id, email, as } = await register("resetting");
    const { key } = await as.apiKeys.create({
      name: "made before the email was known",
      scopes: ["conversations:read"],
    });
    const token = await requestReset(email);
    expect(await visitor().mailedLinks.checkReset({ token })).toEqual({ valid: true });
    const kept = await app.db.asSystem("test: read links", (tx) => tx.mailedLink.findMany({ where: { userId: id } }));
    expect(JSON.stringify(kept)).not.toContain(token);
    expect(await codeOf(visitor().mailedLinks.reset({ token, newPassword: "password123" }))).toBe(
      "PASSWORD_TOO_COMMON",
    );
    const results = await Promise.allSettled([
      visitor().mailedLinks.reset({ token, newPassword }),
      visitor().mailedLinks.reset({ token, newPassword }),
    ]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await codeOf(as.auth.me())).toBe("SESSION_EXPIRED");
    expect(await codeOf(app.caller({ kind: "api-key", secret: key }).conversations.list({}))).toBe("KEY_INVALID");
    expect(await codeOf(visitor().auth.login({ email, password: goodPassword }))).toBe("INVALID_CREDENTIALS");
    const { accessToken } = await visitor().auth.login({ email, password: newPassword });
    expect(await app.caller({ kind: "bearer", token: accessToken }).auth.me()).toMatchObject({ emailVerified: true });
    expect(await visitor().mailedLinks.checkReset({ token })).toEqual({ valid: false });
  });

  it("takes no link after an hour, after a newer one, after the sessions ended, or of another email", async () => {
    const { id, email, as } = await register("stale");
    const invalid = async (token: string) => {
      expect(await codeOf(visitor().mailedLinks.reset({ token, newPassword }))).toBe("MAILED_LINK_INVALID");
    };
    const first = await requestReset(email);
    const second = await requestReset(email, 3);
    await invalid(first);
    app.clock.advance(60 * 60_000);
    await invalid(second);
    const third = await requestReset(email, 4);
    await as.auth.signOutEverywhere();
    await invalid(third);
    const fourth = await requestReset(email, 5);
    await app.db.asSystem("test: change the email", (tx) =>
      tx.user.update({ where: { id }, data: { email: "moved@example.org" } }),
    );
    await invalid(fourth);
  });

  it("mails nobody more than five times an hour, and says so whether or not they have an account", async () => {
    const { email } = await register("flooded");
    for (const [asked, count] of [
      [email, 4],
      ["never-here@example.org", 5],
    ] as const) {
      for (let turn = 0; turn < count; turn++) await visitor().mailedLinks.requestReset({ email: asked });
      expect(await codeOf(visitor().mailedLinks.requestReset({ email: asked }))).toBe("RATE_LIMITED");
    }
  });
});

describe("a mail server in trouble", () => {
  it("is asked again when it is busy, not when it refuses, and nobody waits for it", async () => {
    await using busy = await startMailbox();
    await using other = await createAccountsApp({
      mail: { smtpUrl: busy.url, from: "causerie@example.org", publicUrl },
    });
    busy.refuse(550, 451);
    await other.signUp("refused");
    await vi.waitFor(() => expect(busy.attempts()).toBe(1));
    await other.signUp("delayed");
    expect((await busy.mailTo("delayed@example.org")).from).toContain("causerie@example.org");
    expect(busy.attempts()).toBe(3);
    expect(busy.received).toHaveLength(1);
  });

  it("is asked once more at once when the server stops", async () => {
    await using busy = await startMailbox();
    await using other = await createAccountsApp({
      mail: { smtpUrl: busy.url, from: "causerie@example.org", publicUrl },
    });
    // The third try would be half a minute later.
    busy.refuse(451, 451);
    await other.signUp("waiting");
    await vi.waitFor(() => expect(busy.attempts()).toBe(2), { timeout: 10_000 });
    await other.close({ graceMs: 5_000 });
    expect(busy.received.map(({ to }) => to)).toEqual(["waiting@example.org"]);
  });
});
