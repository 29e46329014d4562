import type { AddedProvider, LlmConfig } from "../config.ts";
import { createTransport } from "../transport/transport.ts";
import type { ConfiguredProvider } from "../types.ts";
import { createGuide } from "./guide.ts";
import { createOllama } from "./ollama.ts";
import { compatibleId, createCompatible } from "./openai-compatible.ts";
import { createOpenRouterProvider, openRouterId } from "./openrouter.ts";
import type { Provider } from "./provider.ts";
import type { Deps } from "./remote.ts";

/** As in `llmEnvShape`: the one that chooses one. */
const usualModel = "openrouter/auto";

/** The providers there are: those of the configuration, and those that are added while the process runs. */
export function createRegistry(config: LlmConfig, deps: Omit<Deps, "transport">) {
  const transport = createTransport(config.timeouts);
  const addedTransport = createTransport(config.timeouts, config.addedAddresses ?? "public");
  const configured: { provider: Provider; description: ConfiguredProvider }[] = [];
  if (config.openRouter !== null) {
    const { baseUrl, apiKey } = config.openRouter;
    configured.push({
      provider: createOpenRouterProvider(config.openRouter, { ...deps, transport }),
      description: { id: openRouterId, kind: "openrouter", baseUrl, keyLast4: apiKey.slice(-4) },
    });
  }
  if (config.compatible !== null) {
    const { baseUrl, apiKey } = config.compatible;
    configured.push({
      provider: createCompatible(config.compatible, { ...deps, transport }),
      description: { id: compatibleId, kind: "compatible", baseUrl, keyLast4: apiKey?.slice(-4) ?? null },
    });
  }
  const guide = createGuide(deps.clock);
  const patient = createTransport({ ...config.timeouts, firstTokenMs: config.timeouts.firstTokenWithKeepAliveMs });
  const ollamaUrl = configured.length === 0 ? config.ollamaUrl : null;
  // Before its first token it may have to load gigabytes from the disk.
  const ollama = ollamaUrl === null ? null : createOllama(ollamaUrl, { ...deps, transport: patient });

  let added = new Map<string, { key: string; provider: Provider }>();
  let withoutKey: ReadonlySet<string> = new Set(
    [openRouterId, compatibleId].filter((id) => configured.every(({ provider }) => provider.id !== id)),
  );
  const neverConfigured = withoutKey;

  function make(description: AddedProvider, own: Omit<Deps, "transport"> = deps): Provider {
    const { id, kind, baseUrl, apiKey, models } = description;
    const all = { ...own, transport: addedTransport };
    if (kind === "openrouter") {
      const defaultModel = models[0] ?? usualModel;
      return createOpenRouterProvider({ baseUrl, apiKey: apiKey ?? "", defaultModel, appName: "Causerie" }, all, id);
    }
    return createCompatible({ baseUrl, models: [...models], ...(apiKey === null ? {} : { apiKey }) }, all, id);
  }

  const remote = () => [...configured, ...added.values()].map(({ provider }) => provider);

  return {
    ollama,
    guide,
    configured: configured.map(({ description }) => description),
    make,
    /** Those whose models can be chosen, the one with the default first. */
    listed(): Provider[] {
      const all = remote();
      if (all.length > 0) return all;
      return ollama?.isUp() ? [ollama] : [guide];
    },
    /** The guide answers also where it is no longer listed: old conversations name it. */
    find: (id: string): Provider | undefined =>
      [...remote(), ollama, guide].find((provider) => provider?.id === id) ?? undefined,
    lacksKey: (id: string) => withoutKey.has(id),
    /** Puts these in the place of those added before; one that is as it was goes on with what it knows. */
    setAdded(providers: readonly AddedProvider[], unusable: readonly string[]): void {
      const next: typeof added = new Map();
      for (const description of providers) {
        const key = JSON.stringify(description);
        const old = added.get(description.id);
        next.set(description.id, old?.key === key ? old : { key, provider: make(description) });
      }
      added = next;
      withoutKey = new Set([...neverConfigured, ...unusable]);
    },
    close() {
      transport.close();
      addedTransport.close();
      patient.close();
    },
  };
}
