import type { Clock } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { ModelInfo } from "../types.ts";

/** How long a list is taken as it is before it is asked for anew. */
const freshForMs = 60 * 60 * 1000;
/** After a failure, the next attempt waits this long. */
const retryAfterMs = 60 * 1000;
/** The longest that a caller waits when nothing at all is known yet. */
const firstWaitMs = 3_000;

/** Where lists outlive the process. What `load` gives was given to `save` before, perhaps by another version. */
export type CatalogueStore = {
  load(provider: string): Promise<unknown | null>;
  save(provider: string, data: unknown): Promise<void>;
};

export type CatalogueOptions = {
  provider: string;
  /** Asks the provider. @throws when it does not answer as expected. */
  fetchModels(): Promise<ModelInfo[]>;
  /** Reads what the store held; null when it can't be used. */
  parseStored(data: unknown): ModelInfo[] | null;
  store: CatalogueStore | undefined;
  clock: Clock;
  logger: Logger;
};

export type Catalogue = {
  /** What is known, old or new; waits at most 3 s when nothing is, and is then empty. */
  list(): Promise<ModelInfo[]>;
  /** What is known without waiting; null before the first answer. */
  known(): ModelInfo[] | null;
};

/**
 * A provider's list of models. An old list is served at once while a new one is fetched behind it; a provider that is
 * down changes nothing; the store fills the gap after a restart.
 */
export function createCatalogue(options: CatalogueOptions): Catalogue {
  const { provider, clock, logger, store } = options;
  let models: ModelInfo[] | null = null;
  let nextRefreshAt = Number.NEGATIVE_INFINITY;
  let refreshing: Promise<void> | null = null;

  async function refresh(): Promise<void> {
    try {
      models = await options.fetchModels();
      nextRefreshAt = clock.monotonic() + freshForMs;
    } catch (error) {
      nextRefreshAt = clock.monotonic() + retryAfterMs;
      const reason = error instanceof Error ? error.message.slice(0, 200) : "unknown";
      logger.warn({ provider, reason }, "the provider's list of models could not be fetched");
      return;
    }
    try {
      await store?.save(provider, models);
    } catch (error) {
      logger.warn({ provider, err: error }, "the provider's list of models could not be kept");
    }
  }

  async function loadStored(): Promise<void> {
    try {
      const data = await store?.load(provider);
      if (data !== undefined && data !== null) models ??= options.parseStored(data);
    } catch (error) {
      logger.warn({ provider, err: error }, "the kept list of models could not be read");
    }
  }

  const loaded = loadStored();

  function refreshIfDue(): Promise<void> {
    if (refreshing === null && clock.monotonic() >= nextRefreshAt) {
      refreshing = refresh().finally(() => {
        refreshing = null;
      });
    }
    return refreshing ?? Promise.resolve();
  }

  return {
    async list() {
      await loaded;
      const refreshed = refreshIfDue();
      if (models === null) await within(firstWaitMs, refreshed);
      return models ?? [];
    },
    known: () => models,
  };
}

/** Waits for `work`, but no longer than `milliseconds`. */
async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
