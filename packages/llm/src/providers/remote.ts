import type { Clock } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import { type CatalogueStore, createCatalogue } from "../catalogue/catalogue.ts";
import { bareModel, parseStoredModels } from "../catalogue/model-lists.ts";
import { completeRemote } from "../completions/complete.ts";
import { generateRemote } from "../generate.ts";
import type { Transport } from "../transport/transport.ts";
import type { ModelInfo } from "../types.ts";
import type { Provider, Wire } from "./provider.ts";

export type Deps = {
  logger: Logger;
  clock: Clock;
  catalogueStore?: CatalogueStore;
  transport: Transport;
  /** The provider is made to be asked once: its list is not fetched ahead. */
  once?: boolean;
};

export type RemoteOptions = {
  wire: Wire;
  /** The provider's own name of its default model; null: the first of the list. */
  defaultModel: string | null;
  fetchModels(): Promise<ModelInfo[]>;
  /** Asks the provider itself, with its key, and gives the number of its models. @throws when it says no, or nothing. */
  probe(): Promise<number>;
  titleModel(model: string, known: readonly ModelInfo[]): string;
};

/** Stands for "the first model that the server lists", until the list is known. */
const firstListed = "default";

/** A provider over HTTP: its models, and answers by {@link generateRemote}. Takes models that it does not list, too. */
export function createRemoteProvider(options: RemoteOptions, deps: Deps): Provider {
  const { wire } = options;
  const catalogue = createCatalogue({
    provider: wire.id,
    fetchModels: options.fetchModels,
    parseStored: parseStoredModels,
    store: deps.catalogueStore,
    clock: deps.clock,
    logger: deps.logger,
  });
  // Now, and not when somebody waits for it: prices and the cheap model for titles come from it.
  if (!deps.once) void catalogue.list();

  const find = (models: readonly ModelInfo[] | null, model: string) =>
    models?.find((info) => info.id === `${wire.id}/${model}`) ?? null;

  function defaultModel(): string {
    if (options.defaultModel !== null) return options.defaultModel;
    return catalogue.known()?.[0]?.id.slice(wire.id.length + 1) ?? firstListed;
  }

  /** The stand-in becomes a real name as soon as the list is there. */
  async function resolve(model: string): Promise<string> {
    if (model !== firstListed || options.defaultModel !== null) return model;
    await catalogue.list();
    return defaultModel();
  }

  async function callOf(model: string) {
    const resolved = await resolve(model);
    const prices = find(catalogue.known(), resolved)?.prices ?? null;
    const { transport, clock } = deps;
    return { wire, model: resolved, prices, transport, clock };
  }

  return {
    id: wire.id,
    defaultModel,
    async generate(model, request, generateOptions) {
      return generateRemote({ ...(await callOf(model)), request }, generateOptions);
    },
    async complete(model, request, completionOptions) {
      return completeRemote({ ...(await callOf(model)), request }, completionOptions);
    },
    listModels: () => catalogue.list(),
    probe: options.probe,
    async modelInfo(model) {
      const resolved = await resolve(model);
      return find(await catalogue.list(), resolved) ?? { ...bareModel(wire.id, resolved), bills: wire.bills };
    },
    titleModel: (model) => options.titleModel(model, catalogue.known() ?? []),
  };
}
