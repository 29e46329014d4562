import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chown, mkdir } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { freePort } from "./free-port.ts";
import type { Programs } from "./programs.ts";

export type Postgresql = {
  readonly url: string;
  /** Ends it at once, as a power cut does. */
  kill(): void;
  start(): void;
  stop(): void;
};

/** A PostgreSQL server of one's own, whose databases stay in `directory`. */
export async function startPostgresql(options: { programs: Programs; directory: string }): Promise<Postgresql> {
  const { programs, directory } = options;
  const data = path.join(directory, "data");
  await mkdir(directory, { recursive: true });
  const isRoot = process.getuid?.() === 0;
  // PostgreSQL refuses to run as root.
  const run = (...command: [string, ...string[]]) => {
    const [file, ...rest] = isRoot ? (["runuser", "-u", "postgres", "--", ...command] as const) : command;
    const done = spawnSync(file, rest, { cwd: "/", stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
    if (done.status !== 0) throw new Error(`${command[0]} failed: ${done.stderr}`);
  };
  if (isRoot) {
    const [uid, gid] = ["-u", "-g"].map((flag) =>
      Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout),
    );
    await chown(directory, uid ?? 0, gid ?? 0);
  }
  if (!existsSync(data)) run(programs.initdb, "-D", data, "-A", "trust", "-U", "postgres", "--locale=C.UTF-8");
  const port = await freePort();
  const settings = `-p ${port} -h 127.0.0.1 -c unix_socket_directories= -c max_connections=200`;
  const start = () =>
    run(programs.pg_ctl, "-D", data, "-l", path.join(directory, "log"), "-w", "-o", settings, "start");
  const stop = (mode: "fast" | "immediate") => run(programs.pg_ctl, "-D", data, "-m", mode, "-w", "stop");
  start();
  try {
    await prepare(`postgresql://postgres@127.0.0.1:${port}/postgres`);
  } catch (error) {
    stop("immediate");
    throw error;
  }
  return {
    url: `postgresql://causerie@127.0.0.1:${port}/causerie`,
    kill: () => stop("immediate"),
    start,
    stop: () => stop("fast"),
  };
}

/** As on a managed server: the role that owns the database is no superuser. */
async function prepare(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_roles where rolname = 'causerie'");
    if (rowCount === 0) {
      await client.query("create role causerie login createrole nosuperuser");
      await client.query("create database causerie owner causerie");
    }
  } finally {
    await client.end();
  }
}
