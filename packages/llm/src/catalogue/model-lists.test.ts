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

  it("knows no price for a router, and the price nothing for a free model", () => {
    const prices = new Map(parseOpenRouterModels("openrouter", fakeModels).map((model) => [model.id, model.prices]));
    expect(prices.get("openrouter/openrouter/auto")).toBeNull();
    expect(prices.get("openrouter/meta-llama/llama-3.3-70b-instruct:free")).toEqual({
      inputMicrosPerMillion: 0,
      outputMicrosPerMillion: 0,
    });
  });
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
