import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { bareModel, parseCompatibleModels } from "../catalogue/model-lists.ts";
import type { CompatibleConfig } from "../config.ts";
import type { Transport } from "../transport/transport.ts";
import type { ModelInfo } from "../types.ts";
import type { Provider, Wire } from "./provider.ts";
import { createRemoteProvider, type Deps } from "./remote.ts";

export const compatibleId = "compatible";

/** Any server that speaks OpenAI's chat completions: vLLM, llama.cpp, Ollama, Mistral's endpoint. */
function compatibleWire(id: string, config: CompatibleConfig): Wire {
  const create = (fetch: typeof globalThis.fetch) =>
    createOpenAICompatible({
      name: id,
      baseURL: config.baseUrl,
      includeUsage: true,
      fetch,
      ...(config.apiKey === undefined ? {} : { apiKey: config.apiKey }),
    });
  return {
    id,
    bills: false,
    languageModel: (model, fetch) => create(fetch).chatModel(model),
    billedMicros: () => null,
    completions: {
      url: new URL(`${config.baseUrl}/chat/completions`),
      headers: {
        "content-type": "application/json",
        ...(config.apiKey === undefined ? {} : { authorization: `Bearer ${config.apiKey}` }),
      },
      fields: {},
      billedMicros: () => null,
    },
  };
}

export function createCompatible(config: CompatibleConfig, deps: Deps, id = compatibleId): Provider {
  return createRemoteProvider(
    {
      wire: compatibleWire(id, config),
      defaultModel: config.models[0] ?? null,
      fetchModels: () => fetchCompatibleModels(id, config, deps.transport),
      probe: async () => (await fetchListed(id, config, deps.transport)).length,
      // A second model on one's own hardware would have to be loaded first, which costs more than it saves.
      titleModel: (model) => model,
    },
    deps,
  );
}

function fetchListed(id: string, config: CompatibleConfig, transport: Transport): Promise<ModelInfo[]> {
  const headers: Record<string, string> = config.apiKey ? { authorization: `Bearer ${config.apiKey}` } : {};
  const answer = transport.getJson(`${config.baseUrl}/models`, { headers, timeoutMs: 10_000 });
  return answer.then((body) => parseCompatibleModels(id, body));
}

/** What the server lists; when the configuration names models, just those, with what the server says of them. */
async function fetchCompatibleModels(id: string, config: CompatibleConfig, transport: Transport): Promise<ModelInfo[]> {
  const chosen = config.models.map((model) => bareModel(id, model));
  try {
    const listed = await fetchListed(id, config, transport);
    return chosen.length === 0 ? listed : chosen.map((model) => listed.find((info) => info.id === model.id) ?? model);
  } catch (error) {
    // Some servers have no list; the configured names do without.
    if (chosen.length > 0) return chosen;
    throw error;
  }
}
