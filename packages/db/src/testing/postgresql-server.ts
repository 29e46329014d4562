import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { chown, mkdir } from "node:fs/promises";
import path from "node:path";
import { freePort } from "@causerie/core/testing/free-port";
import pg from "pg";

export type PostgresqlServer = {
  /** Its database `causerie`, whose owner may create databases and roles and is no superuser, as on a managed server. */
  readonly url: string;
  start(): Promise<void>;
  /** Ends it with all its connections: `fast` in good order, `immediate` as a power cut does. */
  stop(mode: "fast" | "immediate"): Promise<void>;
};

/** The folder of this machine's PostgreSQL programs, the newest; undefined when there are none. */
export function findPostgresql(): string | undefined {
  // Debian keeps them out of the PATH, by version.
  const packages = "/usr/lib/postgresql";
  const versions = existsSync(packages) ? readdirSync(packages).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => path.join(packages, version, "bin")),
    ...(process.env.PATH ?? "").split(path.delimiter),
  ];
  return folders.find((folder) => existsSync(path.join(folder, "initdb")) && existsSync(path.join(folder, "pg_ctl")));
}

/**
 * Starts a PostgreSQL server of one's own on a free port.
 *
 * @param options.directory where it keeps its databases; those that are there already are used again.
 * @param options.settings such as `max_connections=200`.
 * @throws {Error} when PostgreSQL is not installed or does not start.
 */
export async function startPostgresqlServer(options: {
  directory: string;
  settings?: readonly string[];
}): Promise<PostgresqlServer> {
  const { directory } = options;
  const programs = findPostgresql();
  if (!programs) throw new Error("PostgreSQL is not installed");
  const run = (program: string, ...args: string[]) => runProgram([path.join(programs, program), ...args]);
  const data = path.join(directory, "data");
  const log = path.join(directory, "log");
  await mkdir(directory, { recursive: true });
  if (isRoot) await chown(directory, idOfPostgres("-u"), idOfPostgres("-g"));
  if (!existsSync(data)) await run("initdb", "-D", data, "-A", "trust", "-U", "postgres", "--locale=C.UTF-8");
  const port = await freePort();
  const settings = ["unix_socket_directories=", ...(options.settings ?? [])]
    .map((setting) => `-c ${setting}`)
    .join(" ");
  const start = () => run("pg_ctl", "-D", data, "-l", log, "-w", "-o", `-p ${port} -h 127.0.0.1 ${settings}`, "start");
  const stop = (mode: "fast" | "immediate") => run("pg_ctl", "-D", data, "-m", mode, "-w", "stop");
  await start();
  try {
    await makeOwner(`postgresql://postgres@127.0.0.1:${port}/postgres`);
  } catch (error) {
    await stop("immediate");
    throw error;
  }
  return { url: `postgresql://causerie@127.0.0.1:${port}/causerie`, start, stop };
}

const isRoot = process.getuid?.() === 0;

function idOfPostgres(flag: "-u" | "-g"): number {
  return Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout);
}

async function runProgram(command: readonly string[]): Promise<void> {
  // PostgreSQL refuses to run as root.
  const [file = "", ...args] = isRoot ? ["runuser", "-u", "postgres", "--", ...command] : command;
  const child = spawn(file, args, { cwd: "/", stdio: ["ignore", "ignore", "pipe"] });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    complaint += part;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}: ${complaint}`);
}

async function makeOwner(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const role = await client.query("select from pg_roles where rolname = 'causerie'");
    if (role.rowCount === 0) await client.query("create role causerie login createdb createrole nosuperuser");
    const database = await client.query("select from pg_database where datname = 'causerie'");
    if (database.rowCount === 0) await client.query("create database causerie owner causerie");
  } finally {
    await client.end();
  }
}
