import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { chown, mkdir } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { freePort } from "./free-port.ts";

export type Postgresql = {
  /** The address of a database of that name, which is made if there is none. */
  database(name: string): Promise<string>;
  /** Makes it anew, without anything in it. */
  empty(name: string): Promise<void>;
  version: string;
  stop(): void;
};

/**
 * The PostgreSQL server of BENCH_DATABASE_URL (whose user may create databases and roles), else one that is started in
 * `directory` from the system's packages, and keeps its databases there for the next run.
 *
 * @returns null when there is neither.
 */
export async function openPostgresql(directory: string): Promise<Postgresql | null> {
  const given = process.env.BENCH_DATABASE_URL;
  if (given) return await server(given, () => undefined);
  const programs = findPrograms();
  if (!programs) return null;
  const data = path.join(directory, "data");
  await mkdir(directory, { recursive: true });
  const isRoot = process.getuid?.() === 0;
  // PostgreSQL refuses to run as root.
  const run = (program: string, ...args: string[]) => {
    const command = [path.join(programs, program), ...args];
    const [file = "", ...rest] = isRoot ? ["runuser", "-u", "postgres", "--", ...command] : command;
    const { status, stderr } = spawnSync(file, rest, {
      cwd: "/",
      stdio: ["ignore", "ignore", "pipe"],
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  };
  if (isRoot) {
    const [uid, gid] = ["-u", "-g"].map((flag) =>
      Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout),
    );
    await chown(directory, uid ?? 0, gid ?? 0);
  }
  if (!existsSync(data)) run("initdb", "-D", data, "-A", "trust", "-U", "postgres", "--locale=C.UTF-8");
  const port = await freePort();
  const settings = `-p ${port} -h 127.0.0.1 -c unix_socket_directories= -c max_wal_size=4GB`;
  run("pg_ctl", "-D", data, "-l", path.join(directory, "log"), "-w", "-o", settings, "start");
  const stop = () => run("pg_ctl", "-D", data, "-m", "fast", "-w", "stop");
  try {
    await asAdmin(`postgresql://postgres@127.0.0.1:${port}/postgres`, async (client) => {
      const { rowCount } = await client.query("select from pg_roles where rolname = 'causerie'");
      // As on a managed server: the role that owns the databases is no superuser.
      if (rowCount === 0) await client.query("create role causerie login createdb createrole nosuperuser");
    });
    return await server(`postgresql://causerie@127.0.0.1:${port}/postgres`, stop);
  } catch (error) {
    stop();
    throw error;
  }
}

async function server(url: string, stop: () => void): Promise<Postgresql> {
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

/** Debian keeps them out of the PATH, by version. */
function findPrograms(): string | undefined {
  const packages = "/usr/lib/postgresql";
  const versions = existsSync(packages) ? readdirSync(packages).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => path.join(packages, version, "bin")),
    ...(process.env.PATH ?? "").split(":"),
  ];
  return folders.find((folder) => existsSync(path.join(folder, "initdb")) && existsSync(path.join(folder, "pg_ctl")));
}
