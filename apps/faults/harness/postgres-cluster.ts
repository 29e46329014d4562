import { spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";

/** Debian keeps PostgreSQL's programs out of the PATH, by version. */
const programs = (() => {
  const packages = "/usr/lib/postgresql";
  const versions = existsSync(packages) ? readdirSync(packages).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => path.join(packages, version, "bin")),
    ...(process.env.PATH ?? "").split(":"),
  ];
  return folders.find((folder) => existsSync(path.join(folder, "initdb")) && existsSync(path.join(folder, "pg_ctl")));
})();

/** Whether there is a PostgreSQL on this machine to make a cluster with. */
export const hasPostgres = programs !== undefined;

/** A PostgreSQL server of its own, on a port of its own, that can go away and come back. */
export class PostgresCluster implements AsyncDisposable {
  readonly #folder: string;
  readonly #port: number;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
  }

  static async start(): Promise<PostgresCluster> {
    const folder = await mkdtemp(path.join(tmpdir(), "causerie-faults-postgres-"));
    const cluster = new PostgresCluster(folder, await freePort());
    if (isRoot) chownSync(folder, idOf("-u"), idOf("-g"));
    await run("initdb", ["-D", cluster.#data, "-A", "trust", "-U", "postgres", "--locale=C.UTF-8"]);
    await cluster.comeBack();
    const client = new pg.Client({ connectionString: `postgresql://postgres@127.0.0.1:${cluster.#port}/postgres` });
    await client.connect();
    // As on a managed server: the role that owns the database is no superuser.
    await client.query("create role causerie login createdb createrole nosuperuser");
    await client.query("create database causerie owner causerie");
    await client.end();
    return cluster;
  }

  get url(): string {
    return `postgresql://causerie@127.0.0.1:${this.#port}/causerie`;
  }

  /** Ends it with all its connections, without waiting for anybody; `immediate`: as a power cut does. */
  async goAway(mode: "fast" | "immediate"): Promise<void> {
    await run("pg_ctl", ["-D", this.#data, "-m", mode, "-w", "stop"]);
  }

  async comeBack(): Promise<void> {
    const settings = `-p ${this.#port} -h 127.0.0.1 -c unix_socket_directories=`;
    await run("pg_ctl", ["-D", this.#data, "-l", path.join(this.#folder, "log"), "-w", "-o", settings, "start"]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.goAway("immediate").catch(() => undefined);
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #data(): string {
    return path.join(this.#folder, "data");
  }
}

const isRoot = process.getuid?.() === 0;

function idOf(flag: "-u" | "-g"): number {
  return Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout);
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const command = [path.join(programs ?? "", program), ...args];
  // PostgreSQL refuses to run as root.
  const [file = "", ...rest] = isRoot ? ["runuser", "-u", "postgres", "--", ...command] : command;
  const child = spawn(file, rest, { cwd: "/", stdio: ["ignore", "ignore", "ignore"] });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
