import type { Clock } from "@causerie/core";
import type { Logger } from "@causerie/core/server";

const batchMs = 1_000;

/** When something was last used or seen. */
export type LastTimes = {
  /** It was, just now; returns at once. */
  note(id: string): void;
  /** Writes what waits. */
  flush(): Promise<void>;
};

/**
 * Notes when things were last used: each at most once in `everyMs`, many in one statement, and no request waits for it.
 *
 * @param deps.write writes the time of those ids; when it fails, that is logged and the time is lost.
 */
export function createLastTimes(deps: {
  clock: Clock;
  log: Logger;
  everyMs: number;
  write(times: { ids: string[]; now: Date }): Promise<unknown>;
}): LastTimes {
  const { clock, log, everyMs } = deps;
  /** When each was noted, by the clock that never goes back; those of the last `everyMs`. */
  const noted = new Map<string, number>();
  let waiting = new Set<string>();
  let timer: NodeJS.Timeout | null = null;

  async function flush(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    const ids = [...waiting];
    waiting = new Set();
    if (ids.length === 0) return;
    try {
      await deps.write({ ids, now: clock.now() });
    } catch (error) {
      log.warn({ err: error }, "last times could not be noted");
    }
  }

  return {
    note(id) {
      const now = clock.monotonic();
      for (const [oldest, at] of noted) {
        if (now - at < everyMs) break;
        noted.delete(oldest);
      }
      if (noted.has(id)) return;
      noted.set(id, now);
      waiting.add(id);
      timer ??= setTimeout(() => void flush(), batchMs).unref();
    },
    flush,
  };
}
