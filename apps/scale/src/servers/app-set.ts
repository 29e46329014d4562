import { chmod, mkdir } from "node:fs/promises";
import path from "node:path";
import { freePort } from "@causerie/core/testing/free-port";
import { type PostgresqlServer, startPostgresqlServer } from "@causerie/db/testing/postgresql-server";
import { type AppProcess, startAppProcess } from "./app-process.ts";
import { startHaproxy } from "./haproxy.ts";
import { findPrograms } from "./programs.ts";
import { type Redis, startRedis } from "./redis.ts";

export type AppSet = {
  /** Where HAProxy listens. */
  readonly url: string;
  readonly postgresql: PostgresqlServer;
  /** Null: the processes hear of each other through PostgreSQL. */
  readonly redis: Redis | null;
  /** A line of HAProxy for each request that is over, the last ones. */
  accessLog(): string;
  /** The processes that were started last, in the order of their ports. */
  readonly apps: readonly AppProcess[];
  /** Starts the processes again that have ended, each on its port; resolves once HAProxy sends to all of them. */
  reviveAll(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Processes of the built app on one PostgreSQL, one Redis and one HAProxy, all of one's own, on free ports.
 *
 * @param options.directory where they keep what they keep; a PostgreSQL that is there already is used again.
 * @param options.env of the processes: the model provider, limits.
 */
export async function startAppSet(options: {
  directory: string;
  processes: number;
  env: Record<string, string | undefined>;
  port?: number | undefined;
  redis?: boolean;
}): Promise<AppSet> {
  const programs = findPrograms();
  const { directory, env } = options;
  await mkdir(directory, { recursive: true });
  // The user that PostgreSQL runs as must get through to its own folder.
  await chmod(directory, 0o711);
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const postgresql = await startPostgresqlServer({
      directory: path.join(directory, "postgresql"),
      settings: ["max_connections=200"],
    });
    stops.push(() => postgresql.stop("fast"));
    const redis = options.redis === false ? null : await startRedis({ programs, directory });
    if (redis) stops.push(redis.stop);
    const port = options.port ?? (await freePort());
    const url = `http://localhost:${port}`;
    const start = (own: number) =>
      startAppProcess({
        port: own,
        publicUrl: url,
        databaseUrl: postgresql.url,
        redisUrl: redis?.url ?? null,
        env,
      });
    const apps: AppProcess[] = [];
    stops.push(async () => {
      await Promise.all(apps.map((app) => app.end("SIGTERM")));
    });
    // One after another: the first applies the migrations, and two cores start three no sooner together.
    for (let count = 0; count < options.processes; count++) apps.push(await start(await freePort()));
    const haproxy = await startHaproxy({ programs, directory, port, ports: apps.map((app) => app.port) });
    stops.push(haproxy.stop);
    return {
      url,
      postgresql,
      redis,
      accessLog: haproxy.accessLog,
      apps,
      async reviveAll() {
        for (const [index, { port, hasEnded }] of apps.entries()) if (hasEnded()) apps[index] = await start(port);
        await haproxy.allUp();
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
