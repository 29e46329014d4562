import type { ModelView } from "@causerie/api/schemas";
import { describe, expect, it } from "vitest";
import { searchModels } from "./search-models.ts";

const model = (id: string, name: string): ModelView => ({
  id,
  name,
  provider: id.split("/")[0] ?? "",
  contextTokens: null,
  maxOutputTokens: null,
  prices: null,
  abilities: { reasoning: false, images: false, tools: false },
});
const models = [
  model("openrouter/openai/gpt-4.1", "OpenAI: GPT-4.1"),
  model("openrouter/mistral/élan", "Mistral Élan"),
  model("ollama/llama3", "Llama 3"),
];
const ids = (query: string) => searchModels(models, query).flatMap((group) => group.models.map(({ id }) => id));

describe("searchModels", () => {
  it("finds nothing where a word is missing", () => {
    expect(ids("gpt zebra")).toEqual([]);
  });

  it.each([
    ["gpt4", ["openrouter/openai/gpt-4.1"]],
    ["41 OPENAI", ["openrouter/openai/gpt-4.1"]],
    ["elan", ["openrouter/mistral/élan"]],
    ["llama 3", ["ollama/llama3"]],
  ])("finds by words, without regard to case, accents and punctuation: %s", (query, expected) => {
    expect(ids(query)).toEqual(expected);
  });

  it("shows all by provider when nothing is asked", () => {
    expect(searchModels(models, " ").map(({ provider, models: found }) => [provider, found.length])).toEqual([
      ["openrouter", 2],
      ["ollama", 1],
    ]);
  });
});
