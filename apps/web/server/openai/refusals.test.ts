import { newId } from "@causerie/core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../testing/server.ts";
import { maxCompletionBytes } from "./serve-openai.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(() => server.app.upstream.reset());

const path = "/api/v1/chat/completions";
const hello = { messages: [{ role: "user", content: "Hello" }] };

async function ask(body: unknown, headers: Record<string, string> = server.bearer) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await server.post(path, text, headers);
  const { error } = (await response.json()) as {
    error: { message: string; type: string; param: unknown; code: string };
  };
  return { status: response.status, ...error };
}

describe("who is refused", () => {
  test("nobody, before the body is read", async () => {
    expect(await ask("{", {})).toMatchObject({ status: 401, type: "authentication_error", code: "invalid_api_key" });
  });

  test("a token that is none of this server's", async () => {
    expect(await ask(hello, { authorization: "Bearer sk-of-another-place" })).toMatchObject({ status: 401 });
  });

  test("a key that may not chat", async () => {
    const authorization = `Bearer ${await server.apiKey(["conversations:read", "usage:read"])}`;
    const refused = { status: 403, type: "permission_error", code: "insufficient_permissions" };
    expect(await ask(hello, { authorization })).toMatchObject(refused);
    const models = await fetch(`${server.origin}/api/v1/models`, { headers: { authorization } });
    expect(models.status).toBe(403);
  });

  test("a key that was cut off", async () => {
    const authorization = `Bearer ${(await server.apiKey(["chat"])).slice(0, -3)}`;
    expect(await ask(hello, { authorization })).toMatchObject({ status: 401, code: "invalid_api_key" });
  });

  test("someone who has not shown that their email is theirs, where that is required", async () => {
    await using strict = await startTestServer({}, { config: { requireVerifiedEmail: true } });
    const response = await strict.post(path, JSON.stringify(hello), strict.bearer);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: "email_unverified" } });
  });

  test("a page elsewhere", async () => {
    const refused = await ask(hello, { ...server.bearer, origin: "https://elsewhere.example" });
    expect(refused).toMatchObject({ status: 403, code: "origin_refused" });
  });
});

const image = (url: string) => ({
  model: "openrouter/openai/gpt-5",
  messages: [{ role: "user", content: [{ type: "image_url", image_url: { url } }] }],
});
const tools = [{ type: "function", function: { name: "weather", parameters: {} } }];

describe("what is refused", () => {
  test.each<[string, unknown, object]>([
    ["no JSON", "{", { status: 400, code: "invalid_input", param: null }],
    ["another form", "[]", { status: 400, param: null }],
    ["no messages", {}, { status: 400, param: "messages" }],
    ["empty messages", { messages: [] }, { status: 400, param: "messages" }],
    ["an unknown role", { messages: [{ role: "robot", content: "x" }] }, { status: 400, param: "messages.0.role" }],
    ["several answers", { ...hello, n: 2 }, { status: 400, param: "n" }],
    ["a parameter nobody knows", { ...hello, wisdom: 9 }, { status: 400, param: "wisdom" }],
    ["audio", { ...hello, modalities: ["audio"] }, { status: 400, param: "modalities" }],
    ["a temperature out of range", { ...hello, temperature: 3 }, { status: 400, param: "temperature" }],
    ["no number of tokens", { ...hello, max_tokens: "many" }, { status: 400, param: "max_tokens" }],
    ["an unknown model", { ...hello, model: "gpt-5" }, { status: 404, code: "model_not_found" }],
    [
      "an image to a model of texts",
      { ...image("https://example.org/a.png"), model: "openrouter/mistralai/mistral-small-3.2-24b-instruct" },
      { status: 400, param: "messages" },
    ],
    ["an image that is none", image("data:text/html;base64,PGE+"), { status: 400, param: "messages" }],
    [
      "an image in the provider's network",
      image("https://169.254.169.254/latest/meta-data"),
      { status: 400, param: "messages" },
    ],
    ["an image on the provider's machine", image("https://[::1]/a.png"), { status: 400, param: "messages" }],
    ["an image at a reserved address", image("https://198.18.0.1/a.png"), { status: 400, param: "messages" }],
    ["tools to a model without", { ...hello, model: "guide/guide", tools }, { status: 400, param: "tools" }],
  ])("%s", async (_what, body, expected) => {
    expect(await ask(body)).toMatchObject({ type: "invalid_request_error", ...expected });
    expect(server.app.upstream.requests).toEqual([]);
  });

  test("a body that says it is too large", async () => {
    const body = JSON.stringify({ messages: [{ role: "user", content: "a".repeat(maxCompletionBytes) }] });
    expect(await ask(body)).toMatchObject({ status: 413, code: "payload_too_large" });
  });

  test("a model that is not there", async () => {
    const response = await fetch(`${server.origin}/api/v1/models/nowhere`, { headers: server.bearer });
    expect([response.status, await response.json()]).toMatchObject([404, { error: { code: "model_not_found" } }]);
  });

  test("another method", async () => {
    const response = await fetch(`${server.origin}${path}`, { headers: server.bearer });
    expect([response.status, await response.json()]).toMatchObject([405, { error: { code: "method_not_allowed" } }]);
  });
});

describe("limits", () => {
  test("a budget that does not allow it is refused before the provider is asked", async () => {
    const authorization = `Bearer ${await server.apiKey(["chat"], { budgetMicros: 0, budgetPeriod: "day" })}`;
    const refused = { status: 402, type: "insufficient_quota", code: "insufficient_quota" };
    expect(await ask({ ...hello, model: "openrouter/openai/gpt-5" }, { authorization })).toMatchObject(refused);
    expect(server.app.upstream.requests).toEqual([]);
  });

  test("are those of chat.send, and say when to try again", async () => {
    await using strict = await startTestServer({}, { limits: { send: { points: 1, seconds: 60 } } });
    const once = () => strict.post(path, JSON.stringify(hello), strict.bearer);
    const answered = await once();
    expect(answered.status).toBe(200);
    expect(answered.headers.get("ratelimit")).toContain("r=0");
    const refused = await once();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ error: { type: "rate_limit_error", code: "rate_limit_exceeded" } });
  });
});

test("an id of another kind is no model", async () => {
  expect(await ask({ ...hello, model: newId("user") })).toMatchObject({ status: 404 });
});
