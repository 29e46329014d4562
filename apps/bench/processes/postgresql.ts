import { findPostgresql, startPostgresqlServer } from "@causerie/db/testing/postgresql-server";
import pg from "pg";

export type Postgresql = {
  /** The address of a database of that name, which is made if there is none. */
  database(name: string): Promise<string>;
  /** Makes it anew, without anything in it. */
  empty(name: string): Promise<void>;
  version: string;
  stop(): Promise<void>;
};

/**
 * The PostgreSQL server of BENCH_DATABASE_URL (whose user may create databases and roles), else one that is started in
 * `directory` from the system's packages, and keeps its databases there for the next run.
 *
 * @returns null when there is neither.
 */
export async function openPostgresql(directory: string): Promise<Postgresql | null> {
  const given = process.env.BENCH_DATABASE_URL;
  if (given) return await server(given, async () => undefined);
  if (!findPostgresql()) return null;
  const own = await startPostgresqlServer({ directory, settings: ["max_wal_size=4GB"] });
  return await server(own.url, () => own.stop("fast"));
}

async function server(url: string, stop: () => Promise<void>): Promise<Postgresql> {
  const version = await asAdmin(url, async (client) => {
    const { rows } = await client.query<{ server_version: string }>("show server_version");
    return rows[0]?.server_version.split(" ", 1)[0] ?? "";
  });
  return {
    version,
    stop,
    empty: (name) =>
      asAdmin(url, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
        await client.query(`create database ${name}`);
      }),
    database: async (name) => {
      await asAdmin(url, async (client) => {
        const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
        if (rowCount === 0) await client.query(`create database ${name}`);
      });
      const address = new URL(url);
      address.pathname = `/${name}`;
      return address.href;
    },
  };
}

async function asAdmin<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
