import { setTimeout as delay } from "node:timers/promises";

/** A connection that is up. */
export type Connection = {
  /** Resolves with the reason once it is lost; never rejects. */
  readonly lost: Promise<string>;
  /** Asks the other side for a sign of life. */
  ping(): Promise<unknown>;
  /** Ends it at once; must not throw. */
  destroy(): void;
};

export type KeptConnection<C extends Connection> = {
  /** Null while it is down. */
  readonly current: C | null;
  /** Resolves when the first attempt has succeeded or failed. */
  readonly attempted: Promise<void>;
  /** Ends the present connection, so that another is made. */
  drop(reason: string): void;
  close(): Promise<void>;
};

/** Between two attempts, in milliseconds; half of it is left to chance, so that a hundred processes do not come at once. */
const retry = { first: 50, most: 2_000 };
/** A connection that says nothing for twice this long is taken for lost, in milliseconds. */
const defaultPingMs = 5_000;

/**
 * Keeps one connection open for ever: makes it, watches it, and makes it again when it is lost.
 *
 * A connection whose other side vanished without a word (a cut cable, a stopped process) is found by pings.
 *
 * @param options.open connects and prepares what `onUp` needs; a rejection counts as a failed attempt.
 * @param options.onDown is told why, after each failed attempt too.
 * @param options.pingMs between two pings, and how long one may take.
 */
export function keepConnected<C extends Connection>(options: {
  open(): Promise<C>;
  onUp(connection: C): void;
  onDown(reason: string): void;
  pingMs?: number;
}): KeptConnection<C> {
  const { pingMs = defaultPingMs } = options;
  const closing = new AbortController();
  const closed = new Promise<string>((resolve) => {
    closing.signal.addEventListener("abort", () => resolve("closed"), { once: true });
  });
  const attempted = Promise.withResolvers<void>();
  let current: C | null = null;
  let drop = (_reason: string): void => undefined;

  const isClosed = () => closing.signal.aborted;
  const pause = (ms: number) => delay(ms, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);

  async function once(): Promise<void> {
    const connection = await options.open();
    try {
      if (isClosed()) return;
      const dropped = new Promise<string>((resolve) => {
        drop = resolve;
      });
      current = connection;
      options.onUp(connection);
      attempted.resolve();
      const reason = await Promise.race([connection.lost, dropped, closed, silent(connection)]);
      current = null;
      if (!isClosed()) options.onDown(reason);
    } finally {
      current = null;
      connection.destroy();
    }
  }

  /** Resolves when a ping has no answer in time. */
  async function silent(connection: C): Promise<string> {
    while (current === connection) {
      await pause(pingMs);
      if (current !== connection) break;
      const answered = connection.ping().then(
        () => true,
        () => false,
      );
      if (!(await Promise.race([answered, pause(pingMs).then(() => false)]))) return "no answer to a ping";
    }
    return "closed";
  }

  async function run(): Promise<void> {
    for (let failures = 0; !isClosed(); failures++) {
      try {
        await once();
        failures = 0;
      } catch (error) {
        if (!isClosed()) options.onDown(error instanceof Error ? error.message : String(error));
        attempted.resolve();
      }
      const ceiling = Math.min(retry.most, retry.first * 2 ** Math.min(failures, 10));
      if (!isClosed()) await pause(ceiling * (0.5 + Math.random() / 2));
    }
  }

  const ended = run();
  return {
    get current() {
      return current;
    },
    attempted: attempted.promise,
    drop: (reason) => drop(reason),
    async close() {
      closing.abort();
      await ended;
    },
  };
}
