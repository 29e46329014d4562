import { describe, expect, it } from "vitest";
import { fakeModels } from "../testing/fake-models.ts";
import { parseCompatibleModels, parseOpenRouterModels, parseStoredModels } from "./model-lists.ts";

describe("parseOpenRouterModels", () => {
  it.each([null, {}, { data: "x" }, []])("refuses %j", (body) =>
    expect(() => parseOpenRouterModels("openrouter", body)).toThrow(),
  );

  it("passes over an entry that it can't read, and a model that writes no text", () => {
    const image = { id: "x/paint", architecture: { output_modalities: ["image"] } };
    const models = parseOpenRouterModels("openrouter", { data: [{ name: "no id" }, 7, image, { id: "x/y" }] });
    expect(models.map((model) => model.id)).toEqual(["openrouter/x/y"]);
  });

  it("reads names, limits, prices and abilities", () => {
    const models = parseOpenRouterModels("openrouter", fakeModels);
    expect(models.find((model) => model.id === "openrouter/openai/gpt-5")).toEqual({
      id: "openrouter/openai/gpt-5",
      name: "OpenAI: GPT-5",
      provider: "openrouter",
      contextTokens: 128_000,
      maxOutputTokens: 16_384,
      prices: { inputMicrosPerMillion: 1_250_000, outputMicrosPerMillion: 10_000_000 },
      bills: true,
      abilities: { reasoning: true, images: true, tools: true },
      abilitiesKnown: true,
    });
  });

  it("reckons a router at the dearest of what it may choose, and a free model at nothing", () => {
    const prices = new Map(parseOpenRouterModels("openrouter", fakeModels).map((model) => [model.id, model.prices]));
    const others = [...prices.entries()].filter(([id]) => id !== "openrouter/openrouter/auto").map(([, one]) => one);
    expect(prices.get("openrouter/openrouter/auto")).toEqual({
      inputMicrosPerMillion: Math.max(...others.map((one) => one?.inputMicrosPerMillion ?? 0)),
      outputMicrosPerMillion: Math.max(...others.map((one) => one?.outputMicrosPerMillion ?? 0)),
    });
    expect(prices.get("openrouter/meta-llama/llama-3.3-70b-instruct:free")).toEqual({
      inputMicrosPerMillion: 0,
      outputMicrosPerMillion: 0,
    });
  });
});

it("does not reckon a router at a price that can't be true, nor another's model at a router's", () => {
  const price = (prompt: string, completion: string) => ({ pricing: { prompt, completion } });
  const data = [
    { id: "openrouter/auto", ...price("-1", "-1") },
    { id: "x/absurd", ...price("1", "1") },
    { id: "x/negative", ...price("-1", "-1") },
    { id: "x/usual", ...price("0.000001", "0.000002") },
  ];
  const prices = parseOpenRouterModels("openrouter", { data }).map((model) => model.prices);
  const usual = { inputMicrosPerMillion: 1_000_000, outputMicrosPerMillion: 2_000_000 };
  expect([prices[0], prices[2], prices[3]]).toEqual([usual, null, usual]);
  const alone = parseOpenRouterModels("openrouter", { data: data.slice(0, 1) });
  expect(alone[0]?.prices).toBeNull();
});

it("reads what is asked for beside the tokens, a search only of who searches unasked", () => {
  const usual = { prompt: "0.000001", completion: "0.000002", request: "0", image: "0" };
  const data = [
    { id: "openrouter/auto", pricing: { prompt: "-1", completion: "-1" } },
    { id: "x/by-request", pricing: { ...usual, request: "0.005", web_search: "0.01" } },
    { id: "perplexity/sonar", pricing: { ...usual, request: "0.002", web_search: "0.005" } },
    { id: "openai/gpt-4o-search-preview", pricing: { ...usual, web_search: "0.035" } },
    { id: "x/seeing", pricing: { ...usual, image: "0.00482" } },
    { id: "x/unclear", pricing: { ...usual, request: "some" } },
  ];
  const prices = parseOpenRouterModels("openrouter", { data }).map((model) => model.prices);
  const tokens = { inputMicrosPerMillion: 1_000_000, outputMicrosPerMillion: 2_000_000 };
  expect(prices).toEqual([
    { ...tokens, requestMicros: 35_000, imageMicros: 4_820 },
    { ...tokens, requestMicros: 5_000 },
    { ...tokens, requestMicros: 7_000 },
    { ...tokens, requestMicros: 35_000 },
    { ...tokens, imageMicros: 4_820 },
    null,
  ]);
});

it("reads a compatible server's list, with vLLM's context length", () => {
  const body = {
    object: "list",
    data: [
      { id: "llama", max_model_len: 8192 },
      { id: "other", object: "model" },
    ],
  };
  expect(parseCompatibleModels("compatible", body)).toMatchObject([
    { id: "compatible/llama", contextTokens: 8192 },
    { id: "compatible/other", contextTokens: null },
  ]);
});

it("reads back what was stored, and nothing else", () => {
  const models = parseOpenRouterModels("openrouter", fakeModels);
  expect(parseStoredModels(JSON.parse(JSON.stringify(models)))).toEqual(models);
  expect(parseStoredModels([{ id: "from/another/version" }])).toBeNull();
});
