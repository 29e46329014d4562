import type { Clock } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database } from "@causerie/db";
import { touchKeys } from "./api-keys.repo.ts";

const everyMs = 60_000;
const batchMs = 1_000;

/** Notes when keys were last used: each at most once a minute, and no request waits for it. */
export function createLastUsed(deps: { db: Database; clock: Clock; log: Logger }) {
  const { db, clock, log } = deps;
  /** When each was noted, by the clock that never goes back; those of the last minute. */
  const noted = new Map<string, number>();
  let waiting = new Set<string>();
  let timer: NodeJS.Timeout | null = null;

  async function write(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    const ids = [...waiting];
    waiting = new Set();
    if (ids.length === 0) return;
    try {
      await db.asSystem("api keys: when they were used", (tx) => touchKeys(tx, { ids, now: clock.now() }));
    } catch (error) {
      log.warn({ err: error }, "when API keys were used could not be noted");
    }
  }

  return {
    note(id: string): void {
      const now = clock.monotonic();
      for (const [oldest, at] of noted) {
        if (now - at < everyMs) break;
        noted.delete(oldest);
      }
      if (noted.has(id)) return;
      noted.set(id, now);
      waiting.add(id);
      timer ??= setTimeout(() => void write(), batchMs).unref();
    },
    /** Writes what waits. */
    flush: write,
  };
}
