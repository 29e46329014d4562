import { once } from "node:events";
import { chmod, readFile, stat } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { createCauserieClient } from "@causerie/client";
import { startTestServer, type TestServer } from "@causerie/web/testing";
import { TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ada, expectRefusal, jsonLines, openShell, type Shell, typed } from "./testing/causerie.ts";

let server: TestServer;
let shell: Shell;
let stranger: Shell;
beforeAll(async () => {
  [server, shell, stranger] = await Promise.all([startTestServer(), openShell(), openShell()]);
  const input = typed(ada.email, ada.password);
  const { code, out, err } = await shell.causerie(["login", server.origin, "--server", "here"], { input });
  expect({ code, out }).toEqual({ code: 0, out: `Signed in to here as ${ada.email}.\n` });
  expect(err).not.toContain(ada.password);
});
afterAll(async () => {
  await Promise.all([server[Symbol.asyncDispose](), shell[Symbol.asyncDispose](), stranger[Symbol.asyncDispose]()]);
});

describe("what is refused", () => {
  it.concurrent.each([
    [[], 2, /^Usage: causerie COMMAND/],
    [["constructor"], 2, /^Usage: causerie COMMAND/],
    [["user", "demolish"], 2, /user promote EMAIL/],
    [["chat", "--bogus"], 2, /^Unknown option '--bogus': see `causerie chat --help`\.\n$/],
    [["chat", "--model"], 2, /'-m, --model <value>' argument missing/],
    [["conversations", "show"], 2, /^ID is missing/],
    [["conversations", "show", "a", "b"], 2, /^Too much was given/],
    [["chat"], 2, /^There is nothing to ask/],
    [["chat", "Hello"], 1, /^Nobody is signed in: run `causerie login` first\.\n$/],
    [["login", "javascript:alert(1)"], 2, /is no address of a server/],
    [["login", "https://ada:secret@example.org"], 2, /is no address of a server/],
    [["models", "--server", "nowhere"], 1, /^There is no server named nowhere/],
    [["user", "promote", "marie"], 1, /^marie is no email address\.\n$/],
  ] as const)("%j", async (words, code, text) => {
    expectRefusal(await stranger.causerie(words), code, text);
  });

  it("a wrong password, a key that is none, and a server that is not there: nothing is kept", async () => {
    const [wrong, none, away] = await Promise.all([
      stranger.causerie(["login", server.origin], { input: typed(ada.email, "not the password") }),
      stranger.causerie(["login", server.origin, "--key"], { input: typed("cs_live_half") }),
      stranger.causerie(["login", await nowhere(), "--key"], { input: typed("cs_live_half") }),
    ]);
    expectRefusal(wrong, 1, /Email or password is wrong\.\n$/);
    expectRefusal(none, 1, /not the whole of one/);
    expectRefusal(away, 1, /The server can't be reached \(ECONNREFUSED\)\.\n$/);
    await expect(stat(stranger.serverFile)).rejects.toThrow("ENOENT");
  });

  it("a key of the environment without its server", async () => {
    const env = { CAUSERIE_API_KEY: "cs_live_x" };
    expectRefusal(await stranger.causerie(["models"], { env }), 1, /^CAUSERIE_API_KEY is set without CAUSERIE_URL/);
  });

  it("a file of keys that others may read", async () => {
    await chmod(shell.serverFile, 0o644);
    expectRefusal(await shell.causerie(["models"]), 1, /^Others may read the keys in .*chmod 600/);
    await chmod(shell.serverFile, 0o600);
  });
});

describe("login", () => {
  it("keeps a key that may chat and no more, for nobody else to read", async () => {
    expect((await stat(shell.serverFile)).mode & 0o777).toBe(0o600);
    const { servers } = JSON.parse(await readFile(shell.serverFile, "utf8"));
    const client = createCauserieClient({ baseUrl: server.origin, apiKey: servers.here.key });
    await expect(client.api.apiKeys.list.query()).rejects.toMatchObject({ code: "SCOPE_MISSING" });
    await expect(client.api.users.list.query({})).rejects.toMatchObject({ code: "SCOPE_MISSING" });
    expect(JSON.stringify(servers)).not.toContain(ada.password);
  });

  it("asks for the code of the second factor", async () => {
    const guarded = { email: "guarded@example.org", username: "guarded", password: "a long guarded password" };
    const visitor = createCauserieClient({ baseUrl: server.origin });
    await visitor.api.auth.register.mutate(guarded);
    const { accessToken } = await visitor.api.auth.login.mutate(guarded);
    const { api } = createCauserieClient({ baseUrl: server.origin, token: accessToken });
    const { secret } = await api.secondFactors.enrol.mutate({ password: guarded.password });
    const { recoveryCodes } = await api.secondFactors.confirm.mutate({ code: new TOTP({ secret }).generate() });
    await using other = await openShell();
    const input = typed(guarded.email, guarded.password, recoveryCodes[0] ?? "");
    const { code, err } = await other.causerie(["login", server.origin], { input });
    expect(err).toContain("Code of the second factor: ");
    expect(code).toBe(0);
  });

  it("is forgotten by logout", async () => {
    await using other = await openShell();
    const { servers } = JSON.parse(await readFile(shell.serverFile, "utf8"));
    await other.causerie(["login", server.origin, "--key"], { input: typed(servers.here.key) });
    expect(await other.causerie(["logout"])).toMatchObject({ code: 0, out: expect.stringContaining("Forgot") });
    expectRefusal(await other.causerie(["models"]), 1, /^Nobody is signed in/);
  });
});

describe("chat", () => {
  it("writes the answer, of what is typed and piped in", async () => {
    const { code, out, err } = await shell.causerie(["chat", "Say it:"], { input: '[[fake: text="In one piece."]]' });
    expect({ code, out, err }).toEqual({ code: 0, out: "In one piece.\n", err: "" });
    const last = await shell.causerie(["chat", "-c", "last", '[[fake: text="And more."]]']);
    expect(last).toMatchObject({ code: 0, out: "And more.\n" });
    const { out: list } = await shell.causerie(["conversations", "list", "--json"]);
    const [{ id }] = jsonLines(list);
    const { out: shown } = await shell.causerie(["conversations", "show", id, "--json"]);
    expect(jsonLines(shown).map((message) => message.role)).toEqual(["user", "assistant", "user", "assistant"]);
  });

  it("writes an object a line for programs, and fails when the answer does", async () => {
    const said = await shell.causerie(["chat", "--json", '[[fake: text="Half of it." cut after=1]]']);
    expect(said).toMatchObject({ code: 1, err: expect.stringMatching(/^The provider's answer broke off\./) });
    const events = jsonLines(said.out);
    expect(events[0]).toMatchObject({ type: "begin", conversationId: expect.stringMatching(/^conv_/) });
    expect(events.at(-1)).toMatchObject({ type: "error", code: "MODEL_BAD_STREAM" });
    const whole = jsonLines((await shell.causerie(["chat", "--json", '[[fake: text="All." reasoning="Hm."]]'])).out);
    expect(whole.map(({ type }) => type)).toEqual(expect.arrayContaining(["begin", "reasoning", "text", "end"]));
    expect(whole.at(-1)).toMatchObject({ type: "end", run: { status: "complete" } });
  });

  it("stops the answer at Ctrl-C, and keeps what it said", async () => {
    const said = await shell.causerie(["chat", "--json", "[[fake: tokens=100000 intervalMs=20]]"], {
      onOutput(out, interrupt) {
        if (jsonLines(out).filter(({ type }) => type === "text").length === 3) interrupt();
      },
    });
    expect(said.code).toBe(130);
    expect(jsonLines(said.out).at(-1)).toMatchObject({ type: "end", run: { status: "stopped" } });
  });
});

describe("conversations and export", () => {
  it("finds, renames, saves and deletes", async () => {
    await shell.causerie(["chat", '[[fake: text="About walruses and \\u001b[31mcolour."]]']);
    const [{ id }] = jsonLines((await shell.causerie(["conversations", "list", "--json", "-n", "1"])).out);
    const renamed = await shell.causerie(["conversations", "rename", id, "Sea", "\u001b[2J", "animals"]);
    expect(renamed.out).toBe(`${id} is now “Sea [2J animals”.\n`);
    expect((await shell.causerie(["conversations", "search", "walruses"])).out).toContain(id);
    expect((await shell.causerie(["export", id, "-o", "-"])).out).toContain("walruses");

    const file = path.join(shell.directory, "all.zip");
    expect(await shell.causerie(["export", "-o", "all.zip"])).toMatchObject({ code: 0, out: `${file}\n` });
    expect((await readFile(file)).subarray(0, 2).toString()).toBe("PK");
    expectRefusal(await shell.causerie(["export", "-o", "all.zip"]), 1, /is there already: --force/);

    expectRefusal(await shell.causerie(["conversations", "delete", id]), 2, /Say so with --yes/);
    expect(await shell.causerie(["conversations", "delete", id, "--yes"])).toMatchObject({ code: 0 });
    expectRefusal(await shell.causerie(["conversations", "show", id]), 1, /There is nothing here/);
  });
});

/** An address where nothing listens. */
async function nowhere(): Promise<string> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  listener.close();
  await once(listener, "close");
  return typeof address === "object" && address ? `http://127.0.0.1:${address.port}` : "";
}
