import type { Logger } from "@causerie/core/server";
import { busPart } from "@causerie/realtime";
import type { AppBus, BusMessage } from "./chat/conversation-events.ts";

/** Something that every process keeps in memory and that seldom changes; the database has the truth. */
export type SharedState<T> = {
  readonly current: T;
  /** Reads it anew. Every process does when one of them says that it changed. */
  refresh(): Promise<void>;
  /** It was changed, and that is committed: resolves when this process has it, and lets the others know. */
  changed(): Promise<void>;
  close(): void;
};

const retryAfterMs = 1_000;

/**
 * @param options.name names its topic on the bus.
 * @param options.load reads it from the database; also called whenever word from other processes may have been lost.
 */
export async function createSharedState<T>(options: {
  name: string;
  load(): Promise<T>;
  bus: AppBus;
  log: Logger;
}): Promise<SharedState<T>> {
  const { name, load, log } = options;
  const bus = busPart<"changed", BusMessage>(options.bus, "state");
  let waiting: Promise<void> | null = null;
  let last: Promise<void> = Promise.resolve();
  let retry: NodeJS.Timeout | undefined;

  /** One read at a time; whoever asks while one is under way gets one that begins after it. */
  function refresh(): Promise<void> {
    waiting ??= last
      .catch(() => undefined)
      .then(() => {
        waiting = null;
        last = read();
        return last;
      });
    return waiting;
  }

  async function read(): Promise<void> {
    state.current = await load();
  }

  function refreshSoon(): void {
    clearTimeout(retry);
    refresh().catch((error: unknown) => {
      log.warn({ state: name, err: error }, "what another process changed could not be read");
      retry = setTimeout(refreshSoon, retryAfterMs);
      retry.unref();
    });
  }

  // First listen, then read: what changes in between comes as a message.
  const leave = await bus.subscribe(name, refreshSoon, refreshSoon);
  const state = {
    current: await load(),
    refresh,
    async changed() {
      await refresh();
      bus.publish(name, "changed");
    },
    close() {
      clearTimeout(retry);
      leave();
    },
  };
  return state;
}
