import { type Connection, keepConnected, type Logger } from "@causerie/core/server";
import pg from "pg";

/** How long one exchange may take before the connection is taken for broken, in milliseconds. */
const queryMs = 10_000;

export type NotifyTransport = {
  /** Sends each payload (below 8,000 bytes, no two alike) to every process, this one too; rejects while it can't. */
  notify(payloads: readonly string[]): Promise<void>;
  /** Hears payloads until `close`, on a connection that is made again for ever; resolves after the first attempt. */
  listen(on: { payload(text: string): void; up(): void; down(): void }): Promise<void>;
  close(): Promise<void>;
};

type ListenConnection = Connection & { client: pg.Client };

/**
 * LISTEN and NOTIFY on one connection of its own, outside the pool: a listening one can't be lent to anybody.
 *
 * @param options.url a PostgreSQL server, not a pooler that gives each transaction another connection.
 */
export function createNotifyTransport(options: { url: string; logger: Logger; channel?: string }): NotifyTransport {
  const { url, logger, channel = "causerie" } = options;
  let kept: ReturnType<typeof keepConnected<ListenConnection>> | null = null;

  return {
    async notify(payloads) {
      const client = kept?.current?.client;
      if (!client) throw new Error("The connection for notifications is down");
      await client.query("select pg_notify($1, payload) from unnest($2::text[]) payload", [channel, [...payloads]]);
    },
    async listen(on) {
      let said = false;
      kept = keepConnected<ListenConnection>({
        open: () => open(url, channel, on.payload),
        onUp() {
          if (said) logger.info({}, "notifications of other processes come again");
          said = false;
          on.up();
        },
        onDown(reason) {
          if (!said) logger.warn({ reason }, "notifications of other processes do not come");
          said = true;
          on.down();
        },
      });
      await kept.attempted;
    },
    async close() {
      await kept?.close();
    },
  };
}

async function open(url: string, channel: string, heard: (text: string) => void): Promise<ListenConnection> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "causerie: notifications",
    connectionTimeoutMillis: queryMs,
    query_timeout: queryMs,
    keepAlive: true,
  });
  // Heard from the start: an error that nobody hears would end the process.
  const lost = new Promise<string>((resolve) => {
    client.on("error", (error) => resolve(error.message));
    client.on("end", () => resolve("ended by the server"));
  });
  client.on("notification", ({ payload }) => heard(payload ?? ""));
  const destroy = () => void client.end().catch(() => undefined);
  try {
    await client.connect();
    // A notification needs no disk: without this each would wait for one.
    await client.query("set synchronous_commit = off");
    await client.query(`listen ${client.escapeIdentifier(channel)}`);
  } catch (error) {
    destroy();
    throw error;
  }
  return { client, lost, ping: () => client.query("select 1"), destroy };
}
