import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeOf } from "../testing/index.ts";
import { createAccountsApp, goodPassword } from "./testing/accounts-app.ts";

let app: Awaited<ReturnType<typeof createAccountsApp>>;
beforeAll(async () => {
  app = await createAccountsApp({ allowedEmailDomains: ["example.org", "example.net"] });
});
afterAll(() => app[Symbol.asyncDispose]());

const person = (name: string) => ({ email: `${name}@example.org`, username: name, password: goodPassword });
const refusal = async (input: Parameters<typeof app.visitor.auth.register>[0]) =>
  await codeOf(app.visitor.auth.register(input));

describe("auth.register", () => {
  it.each([
    ["no email", { email: "marie" }],
    ["an email with NUL", { email: "ma\0rie@example.org" }],
    ["two emails", { email: "marie@example.org,pierre@example.org" }],
    ["a short password", { password: "1234567" }],
    ["a password of 129 characters", { password: "x".repeat(129) }],
    ["a username of one letter", { username: "m" }],
    ["a username with markup", { username: "<script>" }],
    ["a trigram of two letters", { trigram: "AB" }],
    ["a trigram with a digit", { trigram: "AB1" }],
  ])("refuses %s", async (_name, change) => {
    expect(await refusal({ ...person("refused"), ...change })).toBe("INVALID_INPUT");
  });

  it("refuses common passwords and the account's own names", async () => {
    for (const password of ["iloveyou", "Refused@example.org", "aaaaaaaaaa"]) {
      expect(await refusal({ ...person("refused"), password })).toBe("PASSWORD_TOO_COMMON");
    }
  });

  it("refuses other email domains, their subdomains and lookalikes", async () => {
    for (const domain of ["example.com", "mail.example.org", "example.org.evil.example", "notexample.org"]) {
      expect(await refusal({ ...person("refused"), email: `marie@${domain}` })).toBe("EMAIL_DOMAIN_REFUSED");
    }
    expect((await app.visitor.auth.register({ ...person("netter"), email: "netter@EXAMPLE.NET" })).email).toBe(
      "netter@example.net",
    );
  });

  it("takes no role, whatever the body says", async () => {
    const { id } = await app.visitor.auth.register(Object.assign(person("climber"), { role: "admin" }));
    expect(await app.services.users.get(id)).toMatchObject({ role: "user", isActive: true });
  });

  it("refuses names that are taken, in any case and form", async () => {
    await app.visitor.auth.register({ ...person("Zoe\u0308"), email: "zoe@example.org", trigram: "zoe" });
    expect(await refusal({ ...person("other"), email: " ZOE@example.org " })).toBe("EMAIL_TAKEN");
    expect(await refusal({ ...person("other"), username: "ZOË" })).toBe("USERNAME_TAKEN");
    expect(await refusal({ ...person("other"), trigram: "Zoe" })).toBe("TRIGRAM_TAKEN");
    expect((await app.visitor.auth.register(person("other"))).username).toBe("other");
  });

  it("makes one account of ten that register at once with one email, username or trigram", async () => {
    for (const [part, code] of [
      ["email", "EMAIL_TAKEN"],
      ["username", "USERNAME_TAKEN"],
      ["trigram", "TRIGRAM_TAKEN"],
    ] as const) {
      const same = { email: "race@example.org", username: "race", trigram: "rac" }[part];
      const codes = await Promise.all(
        Array.from({ length: 10 }, (_, turn) =>
          app.visitor.auth.register({ ...person(`${part}${turn}`), [part]: same }).then(
            () => "made",
            async (error: unknown) => await codeOf(Promise.reject(error)),
          ),
        ),
      );
      expect(codes.toSorted()).toEqual([...Array(9).fill(code), "made"].toSorted());
    }
  });

  it("makes asking whose emails are known slow", async () => {
    await app.visitor.auth.register(person("known"));
    const codes = [];
    const address = "203.0.113.9";
    for (let turn = 0; turn < 11; turn++) {
      const visitor = app.caller({ kind: "none" }, address);
      codes.push(await codeOf(visitor.auth.register({ ...person("known"), username: `k${turn}` })));
    }
    expect(codes).toEqual([...Array(10).fill("EMAIL_TAKEN"), "RATE_LIMITED"]);
  });

  it("answers with the account, which can sign in", async () => {
    const account = await app.visitor.auth.register({ ...person("Marie"), trigram: "mar" });
    expect(account).toEqual({
      id: expect.stringMatching(/^usr_/),
      email: "marie@example.org",
      username: "Marie",
      trigram: "MAR",
      role: "user",
      locale: null,
      theme: null,
      defaultModel: null,
      emailVerified: false,
      createdAt: app.clock.now().toISOString(),
    });
    const { accessToken } = await app.visitor.auth.login({ email: account.email, password: goodPassword });
    expect(await app.caller({ kind: "bearer", token: accessToken }).auth.me()).toEqual(account);
  });
});

describe("closed registration", () => {
  it("refuses everyone, whatever the email, and says so to visitors", async () => {
    await using closed = await createAccountsApp({ registration: "closed" });
    expect(await codeOf(closed.visitor.auth.register(person("late")))).toBe("REGISTRATION_CLOSED");
    expect(await closed.visitor.auth.access()).toEqual({
      registration: "closed",
      allowedEmailDomains: [],
      needsSetup: true,
      mail: false,
      provider: null,
    });
  });
});
