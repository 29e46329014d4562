import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "./testing/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

async function refusal(response: Response): Promise<[number, unknown]> {
  const body: { error?: { data?: { appCode?: string; stack?: string } } } = await response.json();
  expect(body.error?.data).not.toHaveProperty("stack");
  return [response.status, body.error?.data?.appCode];
}

/** A request with headers that `fetch` does not let one choose. */
function rawGet(path: string, headers: Record<string, string>): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request({ port: server.port, host: "127.0.0.1", path, headers }, (response) => {
      let body = "";
      response.on("data", (chunk) => {
        body += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on("error", reject)
      .end();
  });
}

describe("bodies", () => {
  test.each([
    ["no JSON", "{", 400],
    ["another type", '"text"', 400],
    ["an array", "[1,2]", 400],
    ["null", "null", 400],
    ["deep nesting", `${"[".repeat(4000)}${"]".repeat(4000)}`, 400],
    ["nothing", "", 400],
  ])("%s is refused", async (_what, body, status) => {
    expect(await refusal(await server.post("/api/trpc/auth.login", body))).toEqual([status, "INVALID_INPUT"]);
  });

  test("none and GET is the wrong way to change something", async () => {
    const response = await fetch(`${server.origin}/api/trpc/conversations.deleteAll`, { headers: server.bearer });
    expect(await refusal(response)).toEqual([405, "METHOD_NOT_ALLOWED"]);
  });

  test("none is right where nothing is asked for", async () => {
    const init = { method: "POST", headers: { ...server.bearer, "content-type": "application/json" } };
    const response = await fetch(`${server.origin}/api/trpc/conversations.deleteAll`, init);
    expect(response.status).toBe(200);
  });

  test("another content type is refused", async () => {
    const response = await server.post("/api/trpc/auth.login", "<a/>", { "content-type": "text/xml" });
    expect(await refusal(response)).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
  });

  test("one that says it is too large is refused before it is read", async () => {
    const response = await server.post(
      "/api/trpc/chat.send",
      JSON.stringify({ content: "a".repeat(20_000) }),
      server.bearer,
    );
    expect(await refusal(response)).toEqual([413, "PAYLOAD_TOO_LARGE"]);
  });

  test("one that does not say so is refused while it is read", async () => {
    const chunk = new TextEncoder().encode("a".repeat(5000));
    let left = 20;
    const body = new ReadableStream({
      pull(controller) {
        if (left-- > 0) controller.enqueue(chunk);
        else controller.close();
      },
    });
    const init: RequestInit & { duplex: "half" } = {
      method: "POST",
      body,
      duplex: "half",
      headers: { "content-type": "application/json", ...server.bearer },
    };
    const sent = fetch(`${server.origin}/api/trpc/chat.send`, init);
    const answer = await sent.then(refusal, () => "connection closed");
    expect([JSON.stringify([413, "PAYLOAD_TOO_LARGE"]), JSON.stringify("connection closed")]).toContain(
      JSON.stringify(answer),
    );
    expect((await server.app.db.asSystem("test", (tx) => tx.message.count())) === 0).toBe(true);
  });
});

describe("where a request comes from", () => {
  const login = JSON.stringify({ email: "a@b.co", password: "x" });

  test.each([
    ["another site", { origin: "https://evil.example" }],
    ["another port", { origin: "http://127.0.0.1:1" }],
    ["a sandboxed frame", { origin: "null" }],
    ["a page of another site, by the browser's word", { "sec-fetch-site": "cross-site" }],
    ["nowhere, with a cookie", { cookie: "causerie.session=x" }],
  ])("a change from %s is refused", async (_what, headers: Record<string, string>) => {
    expect(await refusal(await server.post("/api/trpc/auth.login", login, headers))).toEqual([403, "ORIGIN_REFUSED"]);
  });

  test("a change from a page of this server, or by a program without a cookie, is let through", async () => {
    expect((await refusal(await server.post("/api/trpc/auth.login", login, { origin: server.origin })))[0]).toBe(401);
    expect((await refusal(await server.post("/api/trpc/auth.login", login)))[0]).toBe(401);
  });

  test("a name that was made to resolve to this machine is refused", async () => {
    const { status } = await rawGet("/", { host: `evil.example:${server.port}` });
    expect(status).toBe(403);
    expect((await rawGet("/", { host: `localhost:${server.port}` })).status).toBe(200);
  });
});

describe("who asks", () => {
  test.each([
    ["nothing", {}, "UNAUTHENTICATED"],
    ["an empty header", { authorization: "" }, "UNAUTHENTICATED"],
    ["another scheme", { authorization: "Basic YTpi" }, "UNAUTHENTICATED"],
    ["no token", { authorization: "Bearer" }, "UNAUTHENTICATED"],
    [
      "a token without a signature",
      { authorization: "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c3JfMSJ9." },
      "UNAUTHENTICATED",
    ],
    ["a cookie that is none", { cookie: "causerie.session=zzz" }, "UNAUTHENTICATED"],
  ])("%s gives 401", async (_what, headers: Record<string, string>, code) => {
    const response = await fetch(`${server.origin}/api/trpc/auth.me`, { headers });
    expect(await refusal(response)).toEqual([401, code]);
  });

  test("a token does", async () => {
    const response = await fetch(`${server.origin}/api/trpc/auth.me`, { headers: server.bearer });
    expect(await response.json()).toMatchObject({ result: { data: { email: "ada@example.org", role: "user" } } });
  });
});

describe("headers", () => {
  test.each(["/", "/api/health/live", "/api/trpc/auth.access", "/api/trpc/none", "/_next/static/x.js"])(
    "%s carries the policies",
    async (path) => {
      const { headers } = await fetch(`${server.origin}${path}`);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-frame-options")).toBe("DENY");
      expect(headers.get("referrer-policy")).toBe("same-origin");
      expect(headers.get("x-robots-tag")).toContain("noindex");
      expect(headers.get("permissions-policy")).toContain("camera=()");
      expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers.get("strict-transport-security")).toBeNull();
    },
  );

  test("every page has a nonce of its own, and what a client sends in its place is not passed on", async () => {
    const forged = { "x-nonce": "forged", "x-causerie-address": "203.0.113.9", "content-security-policy": "none" };
    const nonces = new Set<string>();
    for (let count = 0; count < 3; count++) {
      const response = await fetch(`${server.origin}/`, { headers: forged });
      const seen: Record<string, string> = await response.json();
      const policy = response.headers.get("content-security-policy") ?? "";
      expect(policy).toContain(`'nonce-${seen["x-nonce"]}'`);
      expect(policy).not.toContain("unsafe");
      expect(seen["content-security-policy"]).toBe(policy);
      expect(seen["x-causerie-address"]).toBe("127.0.0.1");
      nonces.add(seen["x-nonce"] ?? "");
    }
    expect(nonces.size).toBe(3);
  });

  test("behind a proxy that is trusted, TLS and the client's address are its word; a client's own is not", async () => {
    await using proxied = await startTestServer({ trustedProxies: 1, publicUrl: "https://chat.example.org" });
    const headers = { "x-forwarded-proto": "https", "x-forwarded-for": "1.1.1.1, 2001:db8:0:1:2:3:4:5" };
    const response = await fetch(`${proxied.origin}/`, { headers });
    expect(response.headers.get("strict-transport-security")).toContain("max-age");
    expect(await response.json()).toMatchObject({ "x-causerie-address": "2001:db8:0:1::/64" });
    const direct = await fetch(`${server.origin}/`, { headers });
    expect(direct.headers.get("strict-transport-security")).toBeNull();
    expect(await direct.json()).toMatchObject({ "x-causerie-address": "127.0.0.1" });
  });
});

test("health says what fails", async () => {
  await using stopping = await startTestServer();
  const ready = () => fetch(`${stopping.origin}/api/health/ready`);
  expect((await ready()).status).toBe(200);
  await stopping.app.close({ graceMs: 0 });
  const response = await ready();
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({ status: "not ready", checks: { database: "ok", runs: "failed" } });
  expect((await fetch(`${stopping.origin}/api/health/live`)).status).toBe(200);
});
