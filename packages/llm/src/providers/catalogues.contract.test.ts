import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ask, testConfig, testKey, testLlm } from "../testing/harness.ts";
import { type FakeUpstream, startFakeUpstream } from "../testing/index.ts";
import { cheapTitleModel } from "./openrouter.ts";

let upstream: FakeUpstream;
beforeAll(async () => {
  upstream = await startFakeUpstream();
});
afterEach(() => upstream.reset());
afterAll(() => upstream.close());

describe("models", () => {
  it("lists nothing of OpenRouter while it is down for the first time, and still answers", async () => {
    upstream.models(null);
    const llm = testLlm(testConfig(upstream.baseUrl, { compatible: null }));
    expect(await llm.listModels()).toEqual([]);
    expect(llm.defaultModel).toBe("openrouter/openrouter/auto");
    expect((await ask(llm, { model: llm.defaultModel })).outcome.status).toBe("complete");
    llm.close();
  });

  it("lists both providers, OpenRouter's default first, and knows unlisted models by name", async () => {
    const llm = testLlm(testConfig(upstream.baseUrl));
    const ids = (await llm.listModels()).map((model) => model.id);
    expect(ids).toContain("openrouter/openai/gpt-5");
    expect(ids).toContain("compatible/mistral-small");
    expect(ids).not.toContain("guide/guide");
    expect(llm.defaultModel).toBe("openrouter/openrouter/auto");
    expect(await llm.modelInfo("openrouter/openai/gpt-5")).toMatchObject({ contextTokens: 128_000 });
    expect(await llm.modelInfo("openrouter/some/new-model")).toMatchObject({ name: "some/new-model", prices: null });
    expect(await llm.modelInfo("nobody/x")).toBeNull();
    llm.close();
  });

  it("offers just the compatible server's models that the configuration names, or else all of them", async () => {
    const named = testLlm(testConfig(upstream.baseUrl, { openRouter: null }));
    expect((await named.listModels()).map((model) => model.id)).toEqual(["compatible/mistral-small"]);
    expect(named.defaultModel).toBe("compatible/mistral-small");
    named.close();

    upstream.models({ data: [{ id: "first", max_model_len: 4096 }, { id: "second" }] });
    const compatible = { baseUrl: upstream.baseUrl, models: [] };
    const all = testLlm(testConfig(upstream.baseUrl, { openRouter: null, compatible }));
    expect((await ask(all, { model: all.defaultModel })).outcome.answeredBy).toBe("first");
    expect(all.defaultModel).toBe("compatible/first");
    expect(await all.modelInfo("compatible/first")).toMatchObject({ contextTokens: 4096 });
    all.close();
  });

  it("offers the named models also of a server without a list", async () => {
    upstream.models(null);
    const llm = testLlm(testConfig(upstream.baseUrl, { openRouter: null }));
    expect((await llm.listModels()).map((model) => model.id)).toEqual(["compatible/mistral-small"]);
    llm.close();
  });

  it("reckons the cost from the list's price where the provider does not bill", async () => {
    upstream.default({ usage: true, text: "one two" });
    const llm = testLlm(testConfig(upstream.baseUrl));
    await llm.listModels();
    const { outcome } = await ask(llm, { model: "compatible/mistral-small" });
    expect(outcome.usage).toMatchObject({ outputTokens: 2, costMicros: null });
    llm.close();
  });
});

describe("titles", () => {
  it("takes a small model where it is listed and cheaper, else the model itself", async () => {
    const llm = testLlm(testConfig(upstream.baseUrl));
    expect(llm.titleModel("openrouter/openai/gpt-5")).toBe("openrouter/openai/gpt-5");
    await llm.listModels();
    expect(llm.titleModel("openrouter/openai/gpt-5")).toBe("openrouter/google/gemini-2.5-flash-lite");
    const free = "openrouter/meta-llama/llama-3.3-70b-instruct:free";
    expect(llm.titleModel(free)).toBe(free);
    expect(llm.titleModel("compatible/mistral-small")).toBe("compatible/mistral-small");
    expect(cheapTitleModel("any", [])).toBe("any");
    llm.close();
  });
});

describe("the log", () => {
  it("does not get the key when the list can't be had", async () => {
    const lines: string[] = [];
    const write = (fields: object, message: string) => void lines.push(JSON.stringify(fields) + message);
    const logger = { debug: write, info: write, warn: write, error: write, child: () => logger };
    upstream.models(null);
    const llm = testLlm(testConfig(upstream.baseUrl), { logger });
    await llm.listModels();
    expect(lines).toHaveLength(1);
    expect(lines.join()).toContain("status 503");
    expect(lines.join()).not.toContain(testKey);
    llm.close();
  });
});
