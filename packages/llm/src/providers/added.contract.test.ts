import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { AddedProvider } from "../config.ts";
import { ask, testConfig, testKey, testLlm } from "../testing/harness.ts";
import { type FakeUpstream, startFakeUpstream } from "../testing/index.ts";

let upstream: FakeUpstream;
beforeAll(async () => {
  upstream = await startFakeUpstream();
});
afterEach(() => upstream.reset());
afterAll(() => upstream.close());

const nothing = { openRouter: null, compatible: null };
const added = (change: Partial<AddedProvider> = {}): AddedProvider => ({
  id: "mine",
  kind: "compatible",
  baseUrl: upstream.baseUrl,
  apiKey: testKey,
  models: [],
  ...change,
});
const allowing = () => testLlm(testConfig(upstream.baseUrl, { ...nothing, addedAddresses: "any" }));

describe("a provider that is added", () => {
  it("is not reached on a private address, neither for its list nor for an answer", async () => {
    const llm = testLlm(testConfig(upstream.baseUrl, nothing));
    llm.setProviders([added()], []);
    expect(await llm.listModels()).toEqual([]);
    expect((await ask(llm, { model: "mine/m" })).outcome.error).toMatchObject({ code: "PROVIDER_ADDRESS_REFUSED" });
    expect(await llm.probe("mine")).toMatchObject({ ok: false, reason: "addressRefused" });
    expect(upstream.requests).toEqual([]);
    llm.close();
  });

  it("says that it has no key where there is none to be read, and is unknown once it is gone", async () => {
    const llm = allowing();
    llm.setProviders([], ["mine"]);
    expect((await ask(llm, { model: "mine/m" })).outcome.error).toMatchObject({ code: "MODEL_KEY_MISSING" });
    llm.setProviders([], []);
    expect((await ask(llm, { model: "mine/m" })).outcome.error).toMatchObject({ code: "MODEL_UNKNOWN" });
    expect(await llm.probe("mine")).toBeNull();
    llm.close();
  });

  it("can be used at once, in the guide's place, and its new key from the next answer on", async () => {
    const llm = allowing();
    expect(llm.defaultModel).toBe("guide/guide");
    llm.setProviders([added({ models: ["m"] }), added({ id: "router", kind: "openrouter" })], []);
    expect(llm.defaultModel).toBe("mine/m");
    const ids = (await llm.listModels()).map(({ id }) => id);
    expect(ids).toContain("mine/m");
    expect(ids).toContain("router/openai/gpt-5");
    expect(llm.titleModel("router/openai/gpt-5")).toBe("router/google/gemini-2.5-flash-lite");
    expect((await ask(llm, { model: "mine/m" })).outcome.status).toBe("complete");
    llm.setProviders([added({ apiKey: "another" })], []);
    expect((await ask(llm, { model: "mine/m" })).outcome.status).toBe("complete");
    const sent = upstream.requests.map(({ headers }) => headers.authorization);
    expect(sent).toEqual([`Bearer ${testKey}`, "Bearer another"]);
    llm.close();
  });

  it("goes on with an answer in progress when it is taken away", async () => {
    const llm = allowing();
    llm.setProviders([added()], []);
    upstream.next({ tokens: 40, intervalMs: 5 });
    const { outcome } = await ask(llm, { model: "mine/m" }, { onDelta: () => llm.setProviders([], []) });
    expect(outcome.status).toBe("complete");
    llm.close();
  });

  it("goes behind one of the environment with its name", async () => {
    const llm = testLlm(testConfig(upstream.baseUrl, { addedAddresses: "any" }));
    llm.setProviders([added({ id: "compatible", apiKey: "another" })], []);
    await ask(llm, { model: "compatible/m" });
    expect(upstream.requests[0]?.headers.authorization).toBe(`Bearer ${testKey}`);
    expect(llm.configured).toMatchObject([
      { id: "openrouter", keyLast4: testKey.slice(-4) },
      { id: "compatible", keyLast4: testKey.slice(-4) },
    ]);
    expect(JSON.stringify(llm.configured)).not.toContain(testKey);
    llm.close();
  });
});

describe("a test of a provider", () => {
  const server = createServer((request, response) => {
    const [, kind = "", path] = (request.url ?? "").split("/");
    if (kind === "silent") return;
    if (kind === "open-list" && path === "models") response.end(`{"data":[]}`);
    else if (kind === "text") response.end("hello");
    else if (kind === "odd") response.end(`{"models":[]}`);
    else response.writeHead(Number(kind) || 401, { location: "/open-list/models" }).end();
  });
  let origin = "";
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  it.each([
    ["401", "keyRefused", "401"],
    ["403", "keyRefused", "403"],
    ["500", "status", "500"],
    ["302", "status", "302"],
    ["text", "noList", ""],
    ["odd", "noList", ""],
  ])("says what went wrong: %s", async (kind, reason, detail) => {
    const llm = allowing();
    expect(await llm.probe(added({ baseUrl: `${origin}/${kind}` }))).toEqual({ ok: false, reason, detail });
    llm.close();
  });

  it("says that nobody listens", async () => {
    const llm = allowing();
    expect(await llm.probe(added({ baseUrl: "http://127.0.0.1:1" }))).toEqual({
      ok: false,
      reason: "unreachable",
      detail: "ECONNREFUSED",
    });
    llm.close();
  });

  it("notices that OpenRouter refuses the key, although its list is open to everyone", async () => {
    const llm = allowing();
    const router = added({ kind: "openrouter", baseUrl: `${origin}/open-list` });
    expect(await llm.probe(router)).toEqual({ ok: false, reason: "keyRefused", detail: "401" });
    expect(await llm.probe(added({ kind: "openrouter" }))).toEqual({ ok: true, models: 12 });
    llm.close();
  });
});
