import { once } from "node:events";
import { createServer } from "node:http";
import { startTestServer, type TestServer } from "@causerie/web/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ada, expectRefusal, jsonLines, openShell, type Shell, typed } from "./testing/causerie.ts";

let server: TestServer;
let shell: Shell;
const login = typed(ada.email, ada.password);
beforeAll(async () => {
  [server, shell] = await Promise.all([startTestServer(), openShell()]);
  const { items } = await server.app.services.users.list({ limit: 10, query: ada.email });
  for (const { id } of items) await server.app.services.users.update(id, { role: "admin" });
  await shell.causerie(["login", server.origin], { input: login });
});
afterAll(() => Promise.all([server[Symbol.asyncDispose](), shell[Symbol.asyncDispose]()]));

describe("key", () => {
  it.concurrent.each([
    [["key", "create", "ci", "--scope", "everything"], /^There is no scope everything/],
    [["key", "create", "ci", "--budget", "-1"], /--budget/],
    [["key", "create", "ci", "--budget", "NaN"], /^--budget takes dollars/],
    [["key", "create", "ci", "--budget", "1", "--period", "year"], /^--period takes/],
    [["key", "create", "ci", "--expires", "soon"], /^--expires takes a whole number/],
  ] as const)("refuses %j before it asks for a password", async (words, text) => {
    expectRefusal(await shell.causerie(words), 2, text);
  });

  it("is not done by the key that is kept, nor with a wrong password", async () => {
    const said = await shell.causerie(["key", "list"], { input: typed("not the password") });
    expectRefusal(said, 1, /Email or password is wrong\.\n$/);
  });

  it("creates, lists, rotates and revokes", async () => {
    const input = typed(ada.password);
    const words = ["key", "create", "build", "--scope", "chat", "--scope", "usage:read", "--budget", "2.5", "--json"];
    const [made] = jsonLines((await shell.causerie(words, { input })).out);
    expect(made).toMatchObject({ scopes: ["chat", "usage:read"], budgetMicros: 2_500_000, budgetPeriod: "month" });
    const env = { CAUSERIE_URL: server.origin, CAUSERIE_API_KEY: made.key };
    expect(await shell.causerie(["models"], { env })).toMatchObject({ code: 0 });

    const rotated = await shell.causerie(["key", "rotate", made.id, "--overlap", "0"], { input });
    expect(rotated).toMatchObject({ code: 0, out: expect.stringMatching(/^cs_live_\w+\n$/) });
    expectRefusal(await shell.causerie(["models"], { env }), 1, /unknown, revoked or out of date/);
    expect(await shell.causerie(["key", "revoke", made.id], { input })).toMatchObject({ code: 0 });
    const { out } = await shell.causerie(["key", "list", "--json"], { input });
    expect(jsonLines(out).map(({ name }) => name)).not.toContain("build");
  });
});

describe("user", () => {
  it("is refused to a key without the scope, also of an admin", async () => {
    expectRefusal(await shell.causerie(["user", "list"]), 1, /^This API key may not do this\. .*login --admin/);
  });

  it("makes, promotes, deactivates and deletes accounts for an admin's login", async () => {
    await using admin = await openShell();
    await admin.causerie(["login", server.origin, "--admin"], { input: login });
    const email = "grace@example.org";
    const made = await admin.causerie(["user", "create", email, "grace"], { input: typed("a first password of hers") });
    expect(made).toMatchObject({ code: 0, out: expect.stringContaining(email) });
    expect(await admin.causerie(["user", "promote", email])).toMatchObject({ out: `${email} is an admin now.\n` });
    expect(await admin.causerie(["user", "deactivate", email])).toMatchObject({ out: `${email} is deactivated.\n` });
    const [listed] = jsonLines((await admin.causerie(["user", "list", "grace", "--json"])).out);
    expect(listed).toMatchObject({ email, role: "admin", isActive: false });
    expectRefusal(await admin.causerie(["user", "demote", "nobody@example.org"]), 1, /^Nobody there has an account/);
    expectRefusal(await admin.causerie(["user", "demote", ada.email]), 1, /last admin/);
    expectRefusal(await admin.causerie(["user", "delete", email]), 2, /Say so with --yes/);
    expect(await admin.causerie(["user", "delete", email, "--yes"])).toMatchObject({ code: 0 });
  });
});

describe("doctor", () => {
  it("names each variable that can't be used, and not its value", async () => {
    const env = { PORT: "99999", DATABASE_URL: "mysql://root:secret@db" };
    const { code, out } = await shell.causerie(["doctor"], { env });
    expect(code).toBe(1);
    expect(out).toMatch(/✗ configuration: DATABASE_URL can't be used: .*\n {2}→ .*\.env\.example/);
    expect(out).toContain("✗ configuration: PORT can't be used");
    expect(out).not.toContain("secret@");
  });

  it("knows its own server from another program at the port, and a provider that refuses its key", async () => {
    const other = createServer((_request, response) => response.writeHead(401).end("{}")).listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const env = {
      DATA_DIR: `${shell.directory}/data`,
      PORT: String(port),
      OPENROUTER_API_KEY: "sk-or-v1-of-this-test",
      OPENROUTER_BASE_URL: `http://127.0.0.1:${port}`,
    };
    const said = await shell.causerie(["doctor", "--json"], { env });
    other.close();
    const of = (name: string) => jsonLines(said.out).find(({ check }) => check === name);
    expect(said.code).toBe(1);
    expect(said.out).not.toContain(env.OPENROUTER_API_KEY);
    expect(of("port")).toMatchObject({ status: "failed", text: expect.stringContaining("Another program") });
    expect(of("provider")).toMatchObject({ status: "failed", advice: expect.stringContaining("key is wrong") });
    expect(of("database")).toMatchObject({ status: "ok", text: expect.stringContaining("none yet") });

    const healthy = { DATA_DIR: env.DATA_DIR, PORT: String(server.port), OLLAMA_URL: "off" };
    const { code, out } = await shell.causerie(["doctor"], { env: healthy });
    expect(out).toContain(`✓ port: A healthy Causerie answers at ${server.origin}.`);
    expect(code).toBe(0);
  });
});
