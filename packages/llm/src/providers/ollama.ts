import { createCompatible } from "./openai-compatible.ts";
import type { Provider } from "./provider.ts";
import type { Deps } from "./remote.ts";

const ollamaId = "ollama";

/** A server on this machine answers within a millisecond, or not at all. */
const probeTimeoutMs = 300;
const probeEveryMs = 30_000;

export type Ollama = Provider & {
  /** Whether Ollama, with at least one model, answered the last time it was asked; asks anew behind it now and then. */
  isUp(): boolean;
  /** The first probe's end. */
  readonly probed: Promise<void>;
};

/**
 * Ollama on the local machine, where nothing is configured. It can be started and stopped while Causerie runs, so each use
 * looks at the last answer and, when that is old, asks again without waiting.
 *
 * @param url where it listens, e.g. `http://127.0.0.1:11434`.
 */
export function createOllama(url: string, deps: Deps): Ollama {
  const provider = createCompatible({ baseUrl: `${url}/v1`, models: [] }, deps, ollamaId);
  let isUp = false;
  let probedAt = Number.NEGATIVE_INFINITY;

  async function probe(): Promise<void> {
    probedAt = deps.clock.monotonic();
    try {
      await deps.transport.getJson(`${url}/api/version`, { headers: {}, timeoutMs: probeTimeoutMs });
      isUp = (await provider.listModels()).length > 0;
    } catch {
      isUp = false;
    }
  }

  const probed = probe();
  return {
    ...provider,
    probed,
    isUp() {
      if (deps.clock.monotonic() - probedAt > probeEveryMs) void probe();
      return isUp;
    },
  };
}
