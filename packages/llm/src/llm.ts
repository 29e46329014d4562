import type { LlmConfig } from "./config.ts";
import { noUsage } from "./outcome.ts";
import { probe } from "./providers/probe.ts";
import { splitModelId } from "./providers/provider.ts";
import { createRegistry } from "./providers/registry.ts";
import type { Deps } from "./providers/remote.ts";
import type { Failure, Llm, Outcome } from "./types.ts";

/**
 * The one way to language models.
 *
 * Which providers there are follows from `config` and {@link Llm.setProviders}; with none, the built-in guide answers.
 */
export function createLlm(config: LlmConfig, deps: Omit<Deps, "transport">): Llm {
  const registry = createRegistry(config, deps);

  /** The outcome for a model of a provider that is not there. */
  function refuse(provider: string): Outcome {
    return registry.lacksKey(provider)
      ? failedAtOnce({ code: "MODEL_KEY_MISSING", params: { provider }, detail: `${provider} is not configured` })
      : failedAtOnce({ code: "MODEL_UNKNOWN", params: {}, detail: "the model's name begins with no known provider" });
  }

  return {
    async generate(request, options) {
      const name = splitModelId(request.model);
      const provider = name === null ? undefined : registry.find(name.provider);
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
      const provider = name === null ? undefined : registry.find(name.provider);
      if (name === null || provider === undefined) return { ...refuse(name?.provider ?? ""), body: null };
      try {
        return await provider.complete(name.model, request, options);
      } catch (error) {
        deps.logger.error({ err: error, provider: provider.id }, "an answer broke in the code around the provider");
        return { ...failedAtOnce({ code: "INTERNAL", params: {}, detail: "unexpected error" }), body: null };
      }
    },
    async listModels() {
      await registry.ollama?.probed;
      const lists = await Promise.all(registry.listed().map((provider) => provider.listModels()));
      return lists.flat();
    },
    async modelInfo(id) {
      const name = splitModelId(id);
      return name === null ? null : ((await registry.find(name.provider)?.modelInfo(name.model)) ?? null);
    },
    get defaultModel() {
      const [first = registry.guide] = registry.listed();
      return `${first.id}/${first.defaultModel()}`;
    },
    titleModel(forModel) {
      const name = splitModelId(forModel);
      const provider = name === null ? undefined : registry.find(name.provider);
      return name === null || provider === undefined ? forModel : `${provider.id}/${provider.titleModel(name.model)}`;
    },
    configured: registry.configured,
    setProviders: registry.setAdded,
    async probe(asked) {
      const provider =
        typeof asked === "string"
          ? registry.find(asked)
          : registry.make(asked, { logger: deps.logger, clock: deps.clock, once: true });
      return provider === undefined ? null : probe(provider.probe);
    },
    close: registry.close,
  };
}

function failedAtOnce(error: Failure): Outcome {
  const none = { finishReason: null, answeredBy: null, usage: noUsage, firstTokenMs: null, durationMs: 0 };
  return { status: "failed", error, ...none };
}
