import { silentLogger } from "@causerie/core/server";
import { createLlm, defaultTimeouts } from "@causerie/llm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../app.ts";
import { createAccountsApp, goodPassword } from "../auth/testing/accounts-app.ts";
import { codeOf, testConfig } from "../testing/index.ts";

type AccountsApp = Awaited<ReturnType<typeof createAccountsApp>>;

let app: AccountsApp;
let admin: Awaited<ReturnType<AccountsApp["signUpAdmin"]>>;
beforeAll(async () => {
  app = await createAccountsApp();
  admin = await app.signUpAdmin("root");
});
afterAll(() => app[Symbol.asyncDispose]());

const account = (name: string, domain: string) => ({
  email: `${name}@${domain}`,
  username: name,
  password: goodPassword,
});

describe("the rules of registration", () => {
  it("are refused to visitors and members", async () => {
    const member = await app.signUp("member");
    const data = { registration: "closed" } as const;
    for (const [caller, code] of [
      [app.visitor, "UNAUTHENTICATED"],
      [member.as, "FORBIDDEN"],
    ] as const) {
      expect(await codeOf(caller.settings.registration())).toBe(code);
      expect(await codeOf(caller.settings.updateRegistration({ data }))).toBe(code);
    }
    expect((await app.visitor.auth.access()).registration).toBe("open");
  });

  it("refuse what is no domain", async () => {
    for (const domain of ["example", "user@example.org", "*.example.org", "exa mple.org", ".org"]) {
      const change = admin.as.settings.updateRegistration({ data: { allowedEmailDomains: [domain] } });
      expect(await codeOf(change)).toBe("INVALID_INPUT");
    }
  });

  it("hold at once in every process, and go back to the environment's", async () => {
    const llm = createLlm(
      { openRouter: null, compatible: null, ollamaUrl: null, timeouts: defaultTimeouts },
      { logger: silentLogger, clock: app.clock },
    );
    const { db, bus, clock } = app;
    const config = { ...testConfig, allowedEmailDomains: ["example.net"] };
    const second = await createApp({ db, llm, bus, clock, log: silentLogger, config });
    const there = second.createCaller({ requestId: "test", address: "192.0.2.9", credentials: { kind: "none" } });
    const accessThere = async () => (await there.auth.access()).allowedEmailDomains;
    expect(await accessThere()).toEqual(["example.net"]);

    const set = await admin.as.settings.updateRegistration({
      data: { allowedEmailDomains: ["Example.ORG", "example.org"] },
    });
    expect(set).toMatchObject({
      inForce: { registration: "open", allowedEmailDomains: ["example.org"] },
      environment: { registration: "open", allowedEmailDomains: [] },
      set: { registration: null, allowedEmailDomains: ["example.org"] },
    });
    expect(await codeOf(app.visitor.auth.register(account("ann", "example.net")))).toBe("EMAIL_DOMAIN_REFUSED");
    await expect.poll(accessThere).toEqual(["example.org"]);
    await there.auth.register(account("ann", "example.org"));

    await admin.as.settings.updateRegistration({ data: { registration: "closed" } });
    expect(await codeOf(app.visitor.auth.register(account("bob", "example.org")))).toBe("REGISTRATION_CLOSED");
    await expect.poll(() => codeOf(there.auth.register(account("bob", "example.org")))).toBe("REGISTRATION_CLOSED");

    await admin.as.settings.updateRegistration({ data: { registration: null, allowedEmailDomains: null } });
    await expect.poll(accessThere).toEqual(["example.net"]);
    expect((await app.visitor.auth.access()).allowedEmailDomains).toEqual([]);
    await second.close({ graceMs: 0 });
    llm.close();
  });

  it("are in the audit log", async () => {
    await admin.as.settings.updateRegistration({
      data: { registration: "open", allowedEmailDomains: ["example.org"] },
    });
    const [entry] = (await admin.as.audit.list({ action: "settings.updateRegistration" })).items;
    expect(entry).toMatchObject({
      actorId: admin.id,
      details: { registration: "open", allowedEmailDomains: ["example.org"] },
    });
  });
});
