import { systemClock } from "@causerie/core";
import { type Logger, silentLogger } from "@causerie/core/server";
import type { CatalogueStore } from "../catalogue/catalogue.ts";
import { defaultTimeouts, type LlmConfig } from "../config.ts";
import { createLlm } from "../llm.ts";
import type { ChatRequest, DeltaKind, Llm, Outcome } from "../types.ts";

/** The key of the tests' providers: must never be seen in an outcome or a log. */
export const testKey = "sk-or-v1-0123456789abcdef";

/** Timeouts that a test can wait for. Only for tests of them: a busy machine can take as long for anything else. */
export const shortTimeouts = { firstTokenMs: 300, firstTokenWithKeepAliveMs: 900, betweenTokensMs: 300 };

/** Both remote providers on one fake upstream, and no Ollama. */
export function testConfig(baseUrl: string, overrides: Partial<LlmConfig> = {}): LlmConfig {
  return {
    openRouter: {
      apiKey: testKey,
      baseUrl,
      defaultModel: "openrouter/auto",
      siteUrl: "https://causerie.example",
      appName: "Causerie",
    },
    compatible: { baseUrl, apiKey: testKey, models: ["mistral-small"] },
    ollamaUrl: null,
    timeouts: defaultTimeouts,
    ...overrides,
  };
}

export function testLlm(config: LlmConfig, deps: { logger?: Logger; catalogueStore?: CatalogueStore } = {}): Llm {
  return createLlm(config, { logger: silentLogger, clock: systemClock, ...deps });
}

export type Answer = {
  outcome: Outcome;
  text: string;
  reasoning: string;
  deltas: { kind: DeltaKind; text: string }[];
};

/** One answer, whole. */
export async function ask(
  llm: Llm,
  request: Partial<ChatRequest> & { model: string },
  options: { signal?: AbortSignal; onDelta?: (kind: DeltaKind, text: string) => void } = {},
): Promise<Answer> {
  const deltas: Answer["deltas"] = [];
  const outcome = await llm.generate(
    { messages: [{ role: "user", text: "Hello" }], ...request },
    {
      signal: options.signal ?? new AbortController().signal,
      onDelta(kind, text) {
        deltas.push({ kind, text });
        options.onDelta?.(kind, text);
      },
    },
  );
  const join = (kind: DeltaKind) =>
    deltas
      .filter((delta) => delta.kind === kind)
      .map((delta) => delta.text)
      .join("");
  return { outcome, deltas, text: join("text"), reasoning: join("reasoning") };
}
