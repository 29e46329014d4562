import { request } from "node:http";
import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import { register, registerAdmin } from "@causerie/e2e/fixtures/people";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bearer, call, codeOf, dataOf, field } from "../harness/call.ts";
import { startServer } from "../harness/server.ts";

let server: Awaited<ReturnType<typeof startServer>>;
let person: { headers: Record<string, string>; id: string; cookie: string };
let admin: { headers: Record<string, string>; id: string };

beforeAll(async () => {
  server = await startServer({ CORS_ORIGINS: "https://app.example.org" });
  admin = await signedIn(await registerAdmin(server.url, await server.setupLink()));
  const ada = await register(server.url);
  person = { ...(await signedIn(ada)), cookie: await browserSession(ada) };
});
afterAll(() => server?.close());

describe("fields that nobody asked for", () => {
  const extra = {
    role: "admin",
    isActive: true,
    sessionVersion: 9,
    userId: "usr_01jd0000000000000000000000",
    id: "usr_1",
  };

  test("make no admin of who registers", async () => {
    const name = `eve-${Date.now()}`;
    const input = { email: `${name}@example.org`, username: name, password: "a long password of eve", ...extra };
    const made = await call(server.url, { path: "auth.register", type: "mutation" }, { input });
    expect(made.code === "INVALID_INPUT" || field(dataOf(made), "role") === "user").toBe(true);
  });

  test("make no admin of who changes their account", async () => {
    const input = { locale: "fr", ...extra };
    await mutate("users.updateSelf", input);
    await mutate("users.updateSelf", { data: input, ...extra });
    const me = await call(server.url, { path: "auth.me", type: "query" }, { headers: person.headers });
    expect(dataOf(me)).toMatchObject({ id: person.id, role: "user" });
  });

  test("put nothing into another's name", async () => {
    const theirs = { userId: admin.id, authorId: admin.id, ownerId: admin.id, askerId: admin.id };
    const made = await mutate("conversations.create", { title: "Mine", ...theirs });
    const sent = await mutate("chat.send", { content: "Hello", role: "system", ...theirs });
    for (const answer of [made, sent]) expect([null, "INVALID_INPUT"]).toContain(answer.code);
    const listed = await call(
      server.url,
      { path: "conversations.list", type: "query" },
      { input: {}, headers: admin.headers },
    );
    expect(field(dataOf(listed), "items")).toEqual([]);
  });

  test("change no prototype", async () => {
    const body = '{"content":"Hello","__proto__":{"role":"admin"},"constructor":{"prototype":{"role":"admin"}}}';
    await send("/api/trpc/chat.send", { body, headers: person.headers });
    const listed = await call(
      server.url,
      { path: "users.list", type: "query" },
      { input: {}, headers: person.headers },
    );
    expect(listed.code).toBe("FORBIDDEN");
  });
});

describe("a page of somebody else's", () => {
  const origins = ["https://evil.example", "null", "http://localhost.evil.example", "http://localhost:1"];

  test.for(origins)("changes nothing with the reader's cookie from %s", async (origin) => {
    const answer = await send("/api/trpc/conversations.deleteAll", {
      headers: { cookie: person.cookie, origin },
      body: "{}",
    });
    expect(answer).toMatchObject({ status: 403, code: "ORIGIN_REFUSED" });
  });

  test.for(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])(
    "changes nothing by a form (%s)",
    async (type) => {
      const headers = { cookie: person.cookie, "content-type": type, "sec-fetch-site": "cross-site" };
      const answer = await send("/api/trpc/conversations.deleteAll", { headers, body: "{}" });
      expect(answer.status).toBeGreaterThanOrEqual(400);
    },
  );

  test("is never told that it may read", async () => {
    for (const path of ["/api/trpc/auth.me", "/api/v1/auth/me", "/api/v1/models", "/"]) {
      for (const method of ["GET", "OPTIONS"]) {
        const headers = { origin: "https://evil.example", "access-control-request-method": "POST" };
        const answer = await fetch(`${server.url}${path}`, { method, headers, redirect: "manual" });
        expect(answer.headers.get("access-control-allow-origin"), `${method} ${path}`).toBeNull();
      }
    }
  });

  test("that may use the interface for programs gets no use of the reader's cookie", async () => {
    const headers = { origin: "https://app.example.org", cookie: person.cookie };
    const answer = await fetch(`${server.url}/api/v1/auth/me`, { headers });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    const app = await fetch(`${server.url}/api/trpc/auth.me`, { headers: { ...headers, ...person.headers } });
    expect(app.headers.get("access-control-allow-origin")).toBeNull();
  });

  test("under a name that was made to lead here is not answered", async () => {
    expect((await raw({ host: "evil.example" })).status).toBe(403);
  });

  test.for([
    "//evil.example",
    "https://evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "%2F%2Fevil.example",
    "/%0d%0aSet-Cookie: a=b",
  ])("is not where signing in leads (%s)", async (next) => {
    const address = `${server.url}/sign-in?next=${encodeURIComponent(next)}`;
    const answer = await fetch(address, { headers: { cookie: person.cookie }, redirect: "manual" });
    const location = answer.headers.get("location");
    expect(new URL(location ?? "nowhere:", server.url).origin).toBe(server.url);
    expect(answer.headers.get("set-cookie") ?? "").not.toContain("a=b");
  });
});

describe("a request that is made to hurt", () => {
  test.for([
    ["arrays in arrays", `${"[".repeat(200_000)}${"]".repeat(200_000)}`],
    ["objects in objects", `${'{"content":'.repeat(50_000)}1${"}".repeat(50_000)}`],
    [
      "a hundred thousand fields",
      JSON.stringify(Object.fromEntries(Array.from({ length: 90_000 }, (_, i) => [`f${i}`, 0]))),
    ],
    ["numbers that are none", '{"content":1e999999}'],
    ["no JSON", "{'content': Hello}"],
    ["half of a character", Buffer.from([0x22, 0xc3, 0x22])],
    ["a NUL", '{"content":"a\\u0000b"}'],
  ] as const)("is refused and harms nobody: %s", async ([, body]) => {
    const answer = await send("/api/trpc/chat.send", { headers: person.headers, body });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect((await fetch(`${server.url}/api/health/ready`)).status).toBe(200);
  });

  test("with a body over the limit is refused before it is read", async () => {
    const answer = await send("/api/trpc/chat.send", { headers: person.headers, body: "x".repeat(1_100_000) });
    expect(answer).toMatchObject({ status: 413, code: "PAYLOAD_TOO_LARGE" });
  });

  test("is not unpacked", async () => {
    const headers = { ...person.headers, "content-encoding": "gzip" };
    const answer = await send("/api/trpc/chat.send", { headers, body: gzipSync("0".repeat(50_000_000)) });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });

  test("as an import that would unpack to gigabytes is told so, and the server goes on", async () => {
    const bomb = zipOf("conversations.json", Buffer.alloc(50_000_000, "["));
    expect(bomb.length).toBeLessThan(1_000_000);
    const started = await mutate("imports.start", { fileName: "b.zip", fingerprint: "bomb", sizeBytes: bomb.length });
    const id = String(field(dataOf(started), "id"));
    const sent = await fetch(`${server.url}/api/import/${id}`, {
      method: "PATCH",
      headers: { ...person.headers, "content-type": "application/offset+octet-stream", "upload-offset": "0" },
      body: new Uint8Array(bomb),
    });
    expect(sent.status).toBe(200);
    let status: unknown;
    do {
      const asked = await call(
        server.url,
        { path: "imports.status", type: "query" },
        { input: { id }, headers: person.headers },
      );
      status = field(dataOf(asked), "status");
    } while (status === "waiting" || status === "running");
    expect(status).toBe("failed");
    expect((await fetch(`${server.url}/api/health/ready`)).status).toBe(200);
  });

  test("with a thousand calls in one is refused", async () => {
    const path = Array.from({ length: 1000 }, () => "auth.me").join(",");
    const answer = await fetch(`${server.url}/api/trpc/${path}?batch=1`, { headers: person.headers });
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });
});

describe("what comes from outside", () => {
  test("writes no line of its own into the log", async () => {
    const forged = '{"level":60,"msg":"forged"}';
    await raw({ path: `/c/${encodeURIComponent(`\n${forged}\n`)}`, agent: `a${forged}` });
    await mutate("conversations.create", { title: `\n${forged}\n` });
    const lines = server
      .output()
      .split("\n")
      .filter((line) => line.startsWith("{"));
    expect(lines).not.toEqual([]);
    for (const line of lines) expect(JSON.parse(line)).not.toMatchObject({ msg: "forged" });
  });

  test("comes back as data, never as a page", async () => {
    const script = "<script>alert(1)</script>";
    for (const path of [`/api/trpc/${script}`, `/api/v1/${script}`, `/api/export/${script}`, `/api/${script}`]) {
      const answer = await fetch(`${server.url}${encodeURI(path)}`, { headers: person.headers });
      expect(answer.headers.get("x-content-type-options"), path).toBe("nosniff");
      const isPage = answer.headers.get("content-type")?.startsWith("text/html") ?? false;
      if (isPage) expect(await answer.text(), path).not.toContain(script);
    }
  });

  test("gets no stack, no path and no statement of ours with its error", async () => {
    const answer = await send("/api/trpc/chat.send", { headers: person.headers, body: '{"content":5}' });
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.ts:|select |insert |\/packages\//i);
  });
});

async function signedIn({ email, password }: { email: string; password: string }) {
  const login = await call(server.url, { path: "auth.login", type: "mutation" }, { input: { email, password } });
  const headers = bearer(String(field(dataOf(login), "accessToken")));
  const me = await call(server.url, { path: "auth.me", type: "query" }, { headers });
  return { headers, id: String(field(dataOf(me), "id")) };
}

/** The cookie that a browser has after the sign-in form. */
async function browserSession({ email, password }: { email: string; password: string }): Promise<string> {
  const csrf = await fetch(`${server.url}/api/auth/csrf`);
  const cookies = csrf.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const answer = await fetch(`${server.url}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { origin: server.url, cookie: cookies.join("; "), "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ email, password, csrfToken, json: "true" }),
    redirect: "manual",
  });
  const session = answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  const cookie = [...cookies, ...session].join("; ");
  const me = await fetch(`${server.url}/api/trpc/auth.me`, { headers: { cookie } });
  if (me.status !== 200) throw new Error(`The browser did not get in: ${answer.status}`);
  return cookie;
}

function mutate(path: string, input: unknown) {
  return call(server.url, { path, type: "mutation" }, { input, headers: person.headers });
}

async function send(path: string, sent: { headers: Record<string, string>; body: string | Buffer }) {
  const headers = { "content-type": "application/json", "x-forwarded-for": "10.1.2.3", ...sent.headers };
  const body = typeof sent.body === "string" ? sent.body : new Uint8Array(sent.body);
  const answer = await fetch(`${server.url}${path}`, { method: "POST", headers, body });
  const text = await answer.text();
  const parsed: unknown = text.startsWith("{") ? JSON.parse(text) : text;
  return { status: answer.status, code: codeOf(parsed), body: parsed };
}

/** A request as `fetch` would not send it. */
function raw(sent: { host?: string; path?: string; agent?: string }): Promise<{ status: number }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const headers = { ...(sent.host && { host: sent.host }), ...(sent.agent && { "user-agent": sent.agent }) };
    const asked = request({ hostname, port, path: sent.path ?? "/api/health/live", headers }, (answer) => {
      answer.resume();
      answer.once("end", () => resolve({ status: answer.statusCode ?? 0 }));
    });
    asked.once("error", reject);
    asked.end();
  });
}

/** A ZIP with one file, deflated. */
function zipOf(name: string, content: Buffer): Buffer {
  const data = deflateRawSync(content, { level: 9 });
  const crc = crc32(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(crc, 14);
  local.writeUInt32LE(data.length, 18);
  local.writeUInt32LE(content.length, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(20, 4);
  central.writeUInt16LE(20, 6);
  local.copy(central, 10, 8, 30);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + data.length, 16);
  return Buffer.concat([local, Buffer.from(name), data, central, Buffer.from(name), end]);
}
