import { AppError, type Clock } from "@causerie/core";
import type { Limiters } from "../rate-limits/limiters.ts";

/** How many keys that are none an address may bring within `seconds`. */
const limit = { points: 60, seconds: 60 };
/** How many good keys a process knows again. */
const capacity = 10_000;

export type KeyGuard = {
  /** @throws {AppError} RATE_LIMITED when the address brought too many wrong keys and this one was not seen to be good. */
  admit(key: { hash: string; address: string }): void;
  good(hash: string): void;
  /** Counts a wrong key. */
  wrong(address: string): Promise<void>;
};

/**
 * Nobody guesses 32 random bytes; what is guarded is the database, and the log. A key that was seen to be good is let through
 * from anywhere, so that one broken program does not lock out a whole office. A good key costs no call of the store.
 */
export function createKeyGuard(deps: { clock: Clock; limiters: Limiters }): KeyGuard {
  const { clock } = deps;
  const wrongKeys = deps.limiters({ name: "wrong-keys", ...limit });
  /** Until when an address has to wait, in milliseconds of the clock that never goes back. */
  const closed = new Map<string, number>();
  const known = new Set<string>();
  return {
    admit({ hash, address }) {
      const until = closed.get(address);
      if (until === undefined || known.has(hash)) return;
      const waitMs = until - clock.monotonic();
      if (waitMs <= 0) closed.delete(address);
      else {
        throw new AppError("RATE_LIMITED", {
          message: "too many wrong keys from one address",
          params: { retryAfterSeconds: Math.ceil(waitMs / 1000) },
        });
      }
    },
    good(hash) {
      if (known.size >= capacity) known.clear();
      known.add(hash);
    },
    async wrong(address) {
      const { allowed, msBeforeNext } = await wrongKeys.consume(address);
      if (allowed) return;
      if (closed.size >= capacity) closed.clear();
      closed.set(address, clock.monotonic() + msBeforeNext);
    },
  };
}
