import { createOpenRouter } from "@openrouter/ai-sdk-provider";
import { parseOpenRouterModels } from "../catalogue/model-lists.ts";
import { dollarsToMicros } from "../catalogue/price.ts";
import type { OpenRouterConfig } from "../config.ts";
import { StatusError } from "../transport/get-json.ts";
import type { ModelInfo } from "../types.ts";
import type { Provider, Wire } from "./provider.ts";
import { createRemoteProvider, type Deps } from "./remote.ts";

export const openRouterId = "openrouter";

/** OpenRouter through its own AI SDK provider, with usage accounting on, so that every answer says what it cost. */
function openRouterWire(id: string, config: OpenRouterConfig): Wire {
  const headers: Record<string, string> = { "X-Title": config.appName };
  const billed = (usage: unknown) => {
    const cost = typeof usage === "object" && usage !== null && "cost" in usage ? usage.cost : null;
    return typeof cost === "number" ? dollarsToMicros(String(cost)) : null;
  };
  return {
    id,
    bills: true,
    languageModel: (model, fetch) =>
      createOpenRouter({
        apiKey: config.apiKey,
        baseURL: config.baseUrl,
        // "strict" asks for the usage chunk, which "compatible" leaves out.
        compatibility: "strict",
        appName: config.appName,
        headers,
        fetch,
        ...(config.siteUrl === undefined ? {} : { appUrl: config.siteUrl }),
      }).chat(model, { usage: { include: true } }),
    billedMicros: (finish) => billed(finish.providerMetadata?.openrouter?.usage),
    completions: {
      url: new URL(`${config.baseUrl}/chat/completions`),
      headers: {
        ...headers,
        "content-type": "application/json",
        authorization: `Bearer ${config.apiKey}`,
        ...(config.siteUrl === undefined ? {} : { "HTTP-Referer": config.siteUrl }),
      },
      fields: { usage: { include: true } },
      billedMicros: billed,
    },
  };
}

/** Small models that write a good title for next to nothing, the preferred one first. Those gone from the list are passed over. */
const titleModels = ["google/gemini-2.5-flash-lite", "openai/gpt-5-nano", "mistralai/mistral-small-3.2-24b-instruct"];

/** The first of the small models that OpenRouter has, when it costs less than `model`. */
export function cheapTitleModel(model: string, known: readonly ModelInfo[], id = openRouterId): string {
  const find = (name: string) => known.find((info) => info.id === `${id}/${name}`);
  const cheap = titleModels.find((name) => find(name) !== undefined);
  if (cheap === undefined) return model;
  const [ours, theirs] = [find(cheap)?.prices, find(model)?.prices];
  return ours && theirs && theirs.outputMicrosPerMillion <= ours.outputMicrosPerMillion ? model : cheap;
}

/** A server that only looks like OpenRouter may not say what a key is good for. */
function unlessMissing(error: unknown): void {
  if (!(error instanceof StatusError && error.status === 404)) throw error;
}

export function createOpenRouterProvider(config: OpenRouterConfig, deps: Deps, id = openRouterId): Provider {
  const headers = { authorization: `Bearer ${config.apiKey}` };
  const fetchModels = async () => {
    const body = await deps.transport.getJson(`${config.baseUrl}/models`, { headers, timeoutMs: 10_000 });
    return parseOpenRouterModels(id, body);
  };
  return createRemoteProvider(
    {
      wire: openRouterWire(id, config),
      defaultModel: config.defaultModel,
      fetchModels,
      async probe() {
        const models = await fetchModels();
        // The list is open to everyone; what a key may is told to its owner alone.
        await deps.transport.getJson(`${config.baseUrl}/key`, { headers, timeoutMs: 10_000 }).catch(unlessMissing);
        return models.length;
      },
      titleModel: (model, known) => cheapTitleModel(model, known, id),
    },
    deps,
  );
}
