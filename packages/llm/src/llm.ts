import type { LlmConfig } from "./config.ts";
import { noUsage } from "./outcome.ts";
import { createGuide } from "./providers/guide.ts";
import { createOllama } from "./providers/ollama.ts";
import { compatibleId, createCompatible } from "./providers/openai-compatible.ts";
import { createOpenRouterProvider, openRouterId } from "./providers/openrouter.ts";
import { type Provider, splitModelId } from "./providers/provider.ts";
import type { Deps } from "./providers/remote.ts";
import { createTransport } from "./transport/transport.ts";
import type { Failure, Llm, Outcome } from "./types.ts";

/**
 * The one way to language models.
 *
 * Which providers there are follows from `config`; with none, the built-in guide answers.
 */
export function createLlm(config: LlmConfig, deps: Omit<Deps, "transport">): Llm {
  const transport = createTransport(config.timeouts);
  const all = { ...deps, transport };
  const remote: Provider[] = [];
  if (config.openRouter !== null) remote.push(createOpenRouterProvider(config.openRouter, all));
  if (config.compatible !== null) remote.push(createCompatible(config.compatible, all));
  const guide = createGuide(deps.clock);
  const patient = createTransport({ ...config.timeouts, firstTokenMs: config.timeouts.firstTokenWithKeepAliveMs });
  const ollamaUrl = remote.length === 0 ? config.ollamaUrl : null;
  // Before its first token it may have to load gigabytes from the disk.
  const ollama = ollamaUrl === null ? null : createOllama(ollamaUrl, { ...deps, transport: patient });

  function listed(): Provider[] {
    if (remote.length > 0) return remote;
    return ollama?.isUp() ? [ollama] : [guide];
  }
  // The guide answers also where it is no longer listed: old conversations name it.
  const find = (id: string) => [...remote, ollama, guide].find((provider) => provider?.id === id) ?? undefined;

  return {
    async generate(request, options) {
      const name = splitModelId(request.model);
      const provider = name === null ? undefined : find(name.provider);
      if (name === null || provider === undefined) return refuse(name?.provider ?? "");
      try {
        return await provider.generate(name.model, request, options);
      } catch (error) {
        deps.logger.error({ err: error, provider: provider.id }, "an answer broke in the code around the provider");
        return failedAtOnce({ code: "INTERNAL", params: {}, detail: "unexpected error" });
      }
    },
    async complete(request, options) {
      const name = splitModelId(request.model);
      const provider = name === null ? undefined : find(name.provider);
      if (name === null || provider === undefined) return { ...refuse(name?.provider ?? ""), body: null };
      try {
        return await provider.complete(name.model, request, options);
      } catch (error) {
        deps.logger.error({ err: error, provider: provider.id }, "an answer broke in the code around the provider");
        return { ...failedAtOnce({ code: "INTERNAL", params: {}, detail: "unexpected error" }), body: null };
      }
    },
    async listModels() {
      await ollama?.probed;
      const lists = await Promise.all(listed().map((provider) => provider.listModels()));
      return lists.flat();
    },
    async modelInfo(id) {
      const name = splitModelId(id);
      return name === null ? null : ((await find(name.provider)?.modelInfo(name.model)) ?? null);
    },
    get defaultModel() {
      const [first = guide] = listed();
      return `${first.id}/${first.defaultModel()}`;
    },
    titleModel(forModel) {
      const name = splitModelId(forModel);
      const provider = name === null ? undefined : find(name.provider);
      return name === null || provider === undefined ? forModel : `${provider.id}/${provider.titleModel(name.model)}`;
    },
    close() {
      transport.close();
      patient.close();
    },
  };
}

const providersWithKeys = new Set([openRouterId, compatibleId]);

/** The outcome for a model of a provider that is not there. */
function refuse(provider: string): Outcome {
  return providersWithKeys.has(provider)
    ? failedAtOnce({ code: "MODEL_KEY_MISSING", params: { provider }, detail: `${provider} is not configured` })
    : failedAtOnce({ code: "MODEL_UNKNOWN", params: {}, detail: "the model's name begins with no known provider" });
}

function failedAtOnce(error: Failure): Outcome {
  const none = { finishReason: null, answeredBy: null, usage: noUsage, firstTokenMs: null, durationMs: 0 };
  return { status: "failed", error, ...none };
}
