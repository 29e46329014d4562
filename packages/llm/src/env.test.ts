import { EnvError, parseEnv } from "@causerie/core/server";
import { describe, expect, it } from "vitest";
import { llmConfigFromEnv, llmEnvShape } from "./env.ts";

const read = (source: Record<string, string>) => llmConfigFromEnv(parseEnv(llmEnvShape, source));

describe("the environment", () => {
  it.each([
    ["OPENROUTER_BASE_URL", "openrouter.ai"],
    ["OPENROUTER_SITE_URL", "javascript:alert(1)"],
    ["OPENROUTER_API_KEY", "key\nX-Evil: 1"],
    ["OPENAI_COMPATIBLE_BASE_URL", "file:///etc/passwd"],
    ["OLLAMA_URL", "no"],
    ["CHAT_MEMORY_MESSAGES", "0"],
    ["MODEL_TOKEN_TIMEOUT_SECONDS", "soon"],
  ])("refuses %s=%j in a sentence that names it", (name, value) => {
    expect(() => read({ [name]: value })).toThrow(EnvError);
    expect(() => read({ [name]: value })).toThrow(name);
  });

  it("needs nothing", () => {
    expect(read({})).toEqual({
      openRouter: null,
      compatible: null,
      ollamaUrl: "http://127.0.0.1:11434",
      addedAddresses: "public",
      timeouts: { firstTokenMs: 60_000, firstTokenWithKeepAliveMs: 300_000, betweenTokensMs: 30_000 },
    });
    expect(parseEnv(llmEnvShape, {}).CHAT_MEMORY_MESSAGES).toBe(8);
  });

  it("turns each provider on by its key or address", () => {
    const config = read({
      OPENROUTER_API_KEY: "k",
      OPENROUTER_SITE_URL: "https://causerie.example",
      OPENAI_COMPATIBLE_BASE_URL: "http://localhost:8000/v1/",
      OPENAI_COMPATIBLE_MODELS: " a, b,,",
      OLLAMA_URL: "off",
      MODEL_FIRST_TOKEN_TIMEOUT_SECONDS: "600",
    });
    expect(config).toEqual({
      openRouter: {
        apiKey: "k",
        baseUrl: "https://openrouter.ai/api/v1",
        defaultModel: "openrouter/auto",
        siteUrl: "https://causerie.example",
        appName: "Causerie",
      },
      compatible: { baseUrl: "http://localhost:8000/v1", models: ["a", "b"] },
      ollamaUrl: null,
      addedAddresses: "public",
      timeouts: { firstTokenMs: 600_000, firstTokenWithKeepAliveMs: 600_000, betweenTokensMs: 30_000 },
    });
  });
});
