import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../testing/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

/** A request as ada, with JSON; what is given in `init` counts before. */
async function call(method: string, path: string, body?: unknown, init: RequestInit = {}) {
  const response = await fetch(`${server.origin}/api/v1${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...init,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...server.bearer,
      ...init.headers,
    },
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
}

const countConversations = () => server.app.db.asSystem("test", (tx) => tx.conversation.count());

describe("a refusal is a problem that says what is wrong", () => {
  test.each([
    ["nobody", "GET", "/conversations", undefined, { authorization: "" }, 401, "UNAUTHENTICATED"],
    ["a path that is not there", "GET", "/nothing/here", undefined, {}, 404, "NOT_FOUND"],
    ["a path that is no path", "GET", "/%E0%A4%A", undefined, {}, 404, "NOT_FOUND"],
    ["another's id", "GET", "/conversations/conv_01jd3w00000000000000000000", undefined, {}, 404, "NOT_FOUND"],
    ["no id", "GET", "/conversations/x", undefined, {}, 404, "NOT_FOUND"],
    ["another method", "PUT", "/conversations", {}, {}, 405, "METHOD_NOT_ALLOWED"],
    ["another type", "POST", "/conversations", {}, { "content-type": "text/plain" }, 415, "UNSUPPORTED_MEDIA_TYPE"],
    ["no object", "POST", "/conversations", [1], {}, 400, "INVALID_INPUT"],
    ["a field too many", "POST", "/conversations", { owner: "me" }, {}, 400, "INVALID_INPUT"],
    ["a wrong field", "POST", "/conversations", { title: 7 }, {}, 400, "INVALID_INPUT"],
    ["a query on a POST", "POST", "/conversations?title=x", {}, {}, 400, "INVALID_INPUT"],
    ["a wrong query", "GET", "/conversations?limit=many", undefined, {}, 400, "INVALID_INPUT"],
    ["an unknown query", "GET", "/conversations?order=asc", undefined, {}, 400, "INVALID_INPUT"],
    ["a query twice", "GET", "/conversations?limit=1&limit=2", undefined, {}, 400, "INVALID_INPUT"],
    ["too much", "POST", "/conversations", { title: "a".repeat(20_000) }, {}, 413, "PAYLOAD_TOO_LARGE"],
  ])("%s", async (_what, method, path, body, headers: Record<string, string>, status, code) => {
    const before = await countConversations();
    const answer = await call(method, path, body, { headers });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      status,
      "application/problem+json; charset=utf-8",
    ]);
    expect(answer.body).toMatchObject({ status, code, type: `/docs/api#${code}`, params: expect.any(Object) });
    expect(answer.body.instance).toBe(`urn:uuid:${answer.headers.get("x-request-id")}`);
    expect(Object.keys(answer.body)).not.toContain("stack");
    expect(await countConversations()).toBe(before);
  });

  test("what is no JSON", async () => {
    const answer = await call("POST", "/conversations", undefined, {
      body: "{",
      headers: { "content-type": "application/json" },
    });
    expect([answer.status, answer.body.code]).toEqual([400, "INVALID_INPUT"]);
  });

  test("names the fields as the caller knows them", async () => {
    const { id } = (await call("POST", "/conversations", {})).body;
    const answer = await call("PATCH", `/conversations/${id}`, { pinned: "yes", colour: "red" });
    expect(Object.keys(answer.body.errors)).toEqual(["colour"]);
    const again = await call("PATCH", `/conversations/${id}`, { pinned: "yes" });
    expect(Object.keys(again.body.errors)).toEqual(["pinned"]);
    expect(again.body.detail).toContain("pinned");
  });

  test("says which methods a path takes", async () => {
    expect((await call("PUT", "/conversations", {})).headers.get("allow")).toBe("GET, POST, DELETE, HEAD, OPTIONS");
  });
});

test("a conversation is made, changed, listed by pages and deleted", async () => {
  const made = await call("POST", "/conversations", { title: "First" });
  expect([made.status, made.body.title]).toEqual([201, "First"]);
  await call("POST", "/conversations", { title: "Second" });
  const changed = await call("PATCH", `/conversations/${made.body.id}`, { title: "Renamed", archived: true });
  expect(changed.body).toMatchObject({ title: "Renamed", archived: true });
  // A text of a query is the boolean that it says, not merely a text that is there.
  const open = await call("GET", "/conversations?archived=false&limit=1");
  expect(open.body.items[0].title).toBe("Second");
  expect((await call("GET", "/conversations?archived=true")).body.items).toHaveLength(1);
  const gone = await call("DELETE", `/conversations/${made.body.id}`);
  expect([gone.status, gone.body]).toEqual([204, undefined]);
  expect((await call("GET", `/conversations/${made.body.id}`)).status).toBe(404);
});

test("no cookie counts", async () => {
  const response = await fetch(`${server.origin}/api/v1/conversations`, { headers: { cookie: "causerie.session=x" } });
  expect(response.status).toBe(401);
});

test("says how many calls are left", async () => {
  const { headers } = await call("GET", "/conversations");
  expect(headers.get("ratelimit-policy")).toMatch(/^"calls";q=\d+;w=60$/);
  expect(headers.get("ratelimit")).toMatch(/^"calls";r=\d+;t=\d+$/);
});

describe("an idempotency key", () => {
  const withKey = (key: string, body: unknown = { title: "Once" }, headers: Record<string, string> = {}) =>
    call("POST", "/conversations", body, { headers: { "idempotency-key": key, ...headers } });

  test.each([
    ["nothing", ""],
    ["too long", "k".repeat(256)],
    ["with spaces", "a b"],
  ])("that is %s is refused", async (_what, key) => {
    expect((await withKey(key)).body).toMatchObject({ status: 400, code: "INVALID_INPUT" });
  });

  test("does a request once, and refuses another one", async () => {
    const before = await countConversations();
    const first = await withKey("one");
    const again = await withKey("one");
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect([first.headers.get("idempotent-replayed"), again.headers.get("idempotent-replayed")]).toEqual([
      null,
      "true",
    ]);
    expect((await withKey("one", { title: "Other" })).body).toMatchObject({
      status: 422,
      code: "IDEMPOTENCY_KEY_REUSED",
    });
    expect(await countConversations()).toBe(before + 1);
  });

  test("of a refused request may be sent again", async () => {
    expect((await withKey("two", { title: "" })).status).toBe(400);
    expect((await withKey("two")).status).toBe(201);
  });

  test("of another is another key", async () => {
    const address = "192.0.2.1";
    const account = { email: "eve@example.org", password: "correct horse battery staple" };
    await server.app.services.auth.register({ ...account, username: "eve", address });
    const { accessToken } = await server.app.services.auth.login({ ...account, address });
    const own = await withKey("three");
    const hers = await withKey("three", { title: "Once" }, { authorization: `Bearer ${accessToken}` });
    expect(hers.body.id).not.toBe(own.body.id);
  });

  test("works for what nobody needs to be signed in for", async () => {
    const body = { email: "sam@example.org", username: "sam", password: "correct horse battery staple" };

    const anonymous = async () => {
      const response = await fetch(`${server.origin}/api/v1/auth/register`, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json", "idempotency-key": "r" },
      });
      return [response.status, await response.json()];
    };
    const first = await anonymous();
    expect(first[0]).toBe(201);
    expect(await anonymous()).toEqual(first);
  });
});

describe("pages of other origins", () => {
  const elsewhere = "https://app.example.org";
  let open: TestServer;
  beforeAll(async () => {
    open = await startTestServer({ corsOrigins: [elsewhere] });
  });
  afterAll(() => open[Symbol.asyncDispose]());

  const from = (target: TestServer, path: string, init: RequestInit & { headers: Record<string, string> }) =>
    fetch(`${target.origin}${path}`, init);
  const preflight = { method: "OPTIONS", headers: { origin: elsewhere, "access-control-request-method": "POST" } };
  const post = (headers: Record<string, string>) => ({
    method: "POST",
    body: "{}",
    headers: { origin: elsewhere, "content-type": "application/json", ...headers },
  });

  test("are refused where they are not named, and nowhere else than below /api/v1", async () => {
    const asked = await from(server, "/api/v1/conversations", preflight);
    expect([asked.ok, asked.headers.get("access-control-allow-origin")]).toEqual([false, null]);
    expect((await from(server, "/api/v1/conversations", post(server.bearer))).status).toBe(403);
    expect((await from(open, "/api/trpc/conversations.create", post(open.bearer))).status).toBe(403);
    const other = { ...preflight, headers: { ...preflight.headers, origin: "https://evil.example" } };
    expect((await from(open, "/api/v1/conversations", other)).headers.get("access-control-allow-origin")).toBeNull();
  });

  test("may call with a token, and are never allowed credentials", async () => {
    const asked = await from(open, "/api/v1/conversations", preflight);
    expect(asked.status).toBe(204);
    expect(asked.headers.get("access-control-allow-headers")).toContain("idempotency-key");
    const made = await from(open, "/api/v1/conversations", post(open.bearer));
    expect([made.status, made.headers.get("access-control-allow-origin")]).toEqual([201, elsewhere]);
    expect(made.headers.get("access-control-expose-headers")).toContain("ratelimit");
    for (const { headers } of [asked, made]) expect(headers.get("access-control-allow-credentials")).toBeNull();
    expect((await from(open, "/api/v1/conversations", post({ cookie: "causerie.session=x" }))).status).toBe(401);
  });
});
