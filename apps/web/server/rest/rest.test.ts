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
