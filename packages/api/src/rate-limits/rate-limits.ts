import { AppError, systemClock } from "@causerie/core";
import { type Count, type Limiter, type Limiters, memoryLimiters } from "./limiters.ts";

/**
 * How many calls are allowed: `points` within `seconds`, per user when signed in, else per address.
 *
 * `auth` guards what costs a password hash; attempts per account are counted in the auth slice.
 */
export const defaultLimits = {
  default: { points: 600, seconds: 60 },
  auth: { points: 30, seconds: 60 },
  send: { points: 10, seconds: 60 },
  search: { points: 120, seconds: 60 },
  /** Whoever adds people learns who has an account: not many at a time. */
  invite: { points: 30, seconds: 60 },
  /** All that people who are signed in do from one address: many may share it. */
  address: { points: 6000, seconds: 60 },
} as const;

type LimitNames = keyof typeof defaultLimits;
/** What a procedure may name. */
export type LimitName = Exclude<LimitNames, "address"> | "none";
/** Those that differ from the usual. */
export type Limits = Partial<Record<LimitNames, { points: number; seconds: number }>>;

/** The usual limits with `factor` times the calls; what guards a password's hash, or who is here, stays as it is. */
export function scaledLimits(factor: number): Limits {
  const scale = ({ points, seconds }: { points: number; seconds: number }) => ({ points: points * factor, seconds });
  const { default: usual, send, search, address } = defaultLimits;
  return { default: scale(usual), send: scale(send), search: scale(search), address: scale(address) };
}

/** Where a caller stands with the limit that is closest to refusing them. */
export type RateLimitState = { limit: number; remaining: number; resetSeconds: number };

/** Who calls what; a person or an API key has limits of their own beside those of the address. */
export type LimitedCall = {
  address: string;
  path: string;
  userId?: string;
  /** A person's own `send`; absent or null: as everybody. */
  messagesPerMinute?: number | null;
  key?: { id: string; ratePerMinute: number | null } | null;
  /** Is told where the caller stands, refused or not. */
  onRateLimit?: ((state: RateLimitState) => void) | undefined;
};

export type RateLimits = {
  /**
   * Counts one call against every limit that it falls under.
   *
   * @throws {AppError} RATE_LIMITED with `retryAfterSeconds`; the call then only counts for the limit that refused it.
   */
  consume(name: LimitName, call: LimitedCall): Promise<void>;
};

type Counted = { limiter: Limiter; name: string; points: number; key: string };

export function createRateLimits(limits: Limits = {}, makeLimiter: Limiters = memoryLimiters(systemClock)): RateLimits {
  const all = { ...defaultLimits, ...limits };
  const limiters = new Map<string, Limiter>();

  /** One limiter a name and number: people and keys may have numbers of their own. */
  function counted(name: string, { points, seconds }: { points: number; seconds: number }, key: string): Counted {
    const full = `${name}:${points}`;
    const limiter = limiters.get(full) ?? makeLimiter({ name: full, points, seconds });
    limiters.set(full, limiter);
    return { limiter, name, points, key };
  }

  function fallsUnder(name: LimitName, call: LimitedCall): Counted[] {
    const { address, userId, key, messagesPerMinute } = call;
    const list: Counted[] = [];
    if (name !== "none") {
      const own = name === "send" && typeof messagesPerMinute === "number";
      list.push(counted(name, own ? { points: messagesPerMinute, seconds: 60 } : all[name], userId ?? address));
    }
    if (key?.ratePerMinute) list.push(counted("key", { points: key.ratePerMinute, seconds: 60 }, key.id));
    if (userId !== undefined) list.push(counted("address", all.address, address));
    return list;
  }

  return {
    async consume(name, call) {
      const list = fallsUnder(name, call);
      const counts = await Promise.all(
        list.map(async (entry) => ({ entry, count: await entry.limiter.consume(entry.key) })),
      );
      const [tightest] = counts.toSorted((a, b) => rank(a.count) - rank(b.count));
      if (!tightest) return;
      const resetSeconds = Math.max(1, Math.ceil(tightest.count.msBeforeNext / 1000));
      call.onRateLimit?.({ limit: tightest.entry.points, remaining: tightest.count.remaining, resetSeconds });
      if (tightest.count.allowed) return;
      // Who is refused by their own limit, which stands first, must not use up what others share.
      const refusing = counts.find(({ count }) => !count.allowed);
      for (const one of counts) if (one !== refusing) await one.entry.limiter.reward(one.entry.key);
      throw new AppError("RATE_LIMITED", {
        message: `limit ${tightest.entry.name} reached on ${call.path}`,
        params: { retryAfterSeconds: resetSeconds },
      });
    },
  };
}

/** What refuses comes first, the one that refuses longest before all; then what is nearest to it. */
function rank({ allowed, remaining, msBeforeNext }: Count): number {
  return allowed ? remaining : -msBeforeNext;
}
