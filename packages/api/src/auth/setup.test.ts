import { describe, expect, it } from "vitest";
import { codeOf } from "../testing/index.ts";
import { createAccountsApp, goodPassword } from "./testing/accounts-app.ts";

const admin = { email: "admin@example.com", username: "admin", password: goodPassword };

/** An app at its first start, and the token of the link that it printed. */
async function firstStart() {
  const app = await createAccountsApp({ registration: "closed", allowedEmailDomains: ["example.org"] });
  const token = await app.services.auth.issueSetupToken();
  if (token === null) throw new Error("no token at the first start");
  return { app, token };
}

describe("the one-time link", () => {
  it("refuses other tokens and makes nothing", async () => {
    const { app, token } = await firstStart();
    await using _app = app;
    for (const wrong of ["x", `${token}x`, token.slice(1), token.toUpperCase(), "é\0\ud800"]) {
      expect(await app.visitor.auth.checkSetup({ token: wrong })).toEqual({ valid: false });
      expect(await codeOf(app.visitor.auth.setup({ token: wrong, ...admin }))).toBe("SETUP_LINK_INVALID");
    }
    expect((await app.visitor.auth.access()).needsSetup).toBe(true);
  });

  it("makes one admin of two who come at once, and then no more", async () => {
    const { app, token } = await firstStart();
    await using _app = app;
    expect(await app.visitor.auth.checkSetup({ token })).toEqual({ valid: true });
    const results = await Promise.all(
      ["one", "two"].map((name) =>
        app.visitor.auth.setup({ token, ...admin, email: `${name}@example.com`, username: name }).then(
          (account) => account.role,
          async (error: unknown) => await codeOf(Promise.reject(error)),
        ),
      ),
    );
    expect(results.toSorted()).toEqual(["SETUP_LINK_INVALID", "admin"]);
    expect(await app.visitor.auth.checkSetup({ token })).toEqual({ valid: false });
    expect(await codeOf(app.visitor.auth.setup({ token, ...admin }))).toBe("SETUP_LINK_INVALID");
    expect(await app.services.auth.issueSetupToken()).toBeNull();
    expect((await app.visitor.auth.access()).needsSetup).toBe(false);
  });

  it("is not used up by an input that is refused", async () => {
    const { app, token } = await firstStart();
    await using _app = app;
    expect(await codeOf(app.visitor.auth.setup({ token, ...admin, password: "password" }))).toBe("PASSWORD_TOO_COMMON");
    expect(await codeOf(app.visitor.auth.setup({ token, ...admin, email: "x" }))).toBe("INVALID_INPUT");
    expect((await app.visitor.auth.setup({ token, ...admin })).role).toBe("admin");
  });

  it("is the same at each start, and kept nowhere as it is", async () => {
    const { app, token } = await firstStart();
    await using _app = app;
    expect(await app.services.auth.issueSetupToken()).toBe(token);
    const settings = await app.db.asSystem("test", (tx) => tx.systemSetting.findMany());
    expect(settings).toHaveLength(1);
    expect(JSON.stringify(settings)).not.toContain(token);
  });

  it("outlives people who register first, but not an admin who came another way", async () => {
    await using app = await createAccountsApp();
    const token = await app.services.auth.issueSetupToken();
    if (token === null) throw new Error("no token at the first start");
    const early = await app.signUp("early");
    expect(await app.visitor.auth.checkSetup({ token })).toEqual({ valid: true });
    await app.promote(early.email);
    expect(await app.visitor.auth.checkSetup({ token })).toEqual({ valid: false });
    expect(await codeOf(app.visitor.auth.setup({ token, ...admin }))).toBe("SETUP_LINK_INVALID");
    expect(await app.services.auth.issueSetupToken()).toBeNull();
  });
});
