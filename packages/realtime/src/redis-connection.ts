import { type Connection, type KeptConnection, keepConnected } from "@causerie/core/server";

export type RedisClient = Awaited<ReturnType<typeof newClient>>;

/** Is told when a connection comes and goes; `reason` is a word for the log, without a secret. */
export type OnConnection = (state: { up: true } | { up: false; reason: string }) => void;

/** How long a command may take, in milliseconds: who asks has a person waiting, and another way. */
const commandMs = 1_000;

export type RedisConnection = {
  readonly isUp: boolean;
  /** Runs commands. @throws {Error} at once while the connection is down, and when no answer comes within a second. */
  run<T>(commands: (client: RedisClient) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/**
 * A connection to Redis that is made again for ever; resolves after the first attempt, whether or not it succeeded.
 *
 * @param options.url `redis://` or `rediss://`, with user and password where there are.
 */
export async function connectRedis(options: { url: string; onConnection?: OnConnection }): Promise<RedisConnection> {
  const kept = keepRedis({ ...options, onUp: () => undefined });
  await kept.attempted;
  return {
    get isUp() {
      return kept.current !== null;
    },
    async run(commands) {
      const client = kept.current?.client;
      if (!client) throw new Error("Redis is not connected");
      const late = Promise.withResolvers<never>();
      const timer = setTimeout(() => late.reject(new Error("Redis did not answer in time")), commandMs);
      try {
        return await Promise.race([commands(client), late.promise]);
      } finally {
        clearTimeout(timer);
      }
    },
    close: () => kept.close(),
  };
}

type RedisLink = Connection & { client: RedisClient };

/** The connection itself, with what is to be prepared on each new one: `prepare` before it counts as up. */
export function keepRedis(options: {
  url: string;
  prepare?(client: RedisClient): Promise<void>;
  onUp(client: RedisClient): void;
  onDown?(): void;
  onConnection?: OnConnection | undefined;
}): KeptConnection<RedisLink> {
  const { url, prepare, onUp, onDown, onConnection } = options;
  return keepConnected<RedisLink>({
    async open() {
      const client = await newClient(url);
      // Errors are told by an event alone, and one that nobody hears would end the process.
      const lost = new Promise<string>((resolve) => {
        client.on("error", (error: unknown) => resolve(error instanceof Error ? error.message : String(error)));
        client.on("end", () => resolve("ended by the server"));
      });
      const destroy = () => {
        if (client.isOpen) client.destroy();
      };
      try {
        await client.connect();
        await prepare?.(client);
      } catch (error) {
        destroy();
        throw error;
      }
      return { client, lost, ping: () => client.ping(), destroy };
    },
    onUp({ client }) {
      onUp(client);
      onConnection?.({ up: true });
    },
    onDown(reason) {
      onDown?.();
      onConnection?.({ up: false, reason });
    },
  });
}

/** The package is loaded when Redis is asked for: it would add a quarter of a second to every start without. */
async function newClient(url: string) {
  const { createClient } = await import("redis");
  return createClient({
    url,
    name: "causerie",
    // What is asked while it is down fails at once, and each new connection is a new client: no state of an old one is kept.
    disableOfflineQueue: true,
    socket: { reconnectStrategy: false, connectTimeout: 5_000 },
  });
}
