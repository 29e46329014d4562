import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

/** What the set is made of, by the name of Debian's package and the program that shows it is there. */
const packages = { postgresql: "initdb", "redis-server": "redis-server", haproxy: "haproxy" } as const;

export type Programs = Record<"initdb" | "pg_ctl" | "redis-server" | "haproxy", string>;

/**
 * Where the system's PostgreSQL, Redis and HAProxy are; as root on Debian, what is missing is installed.
 *
 * @throws {Error} with a sentence that says what is missing.
 */
export function findPrograms(): Programs {
  const missing = () => Object.entries(packages).flatMap(([name, program]) => (find(program) ? [] : [name]));
  if (missing().length > 0 && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) install(missing());
  const still = missing();
  if (still.length > 0) {
    throw new Error(`This needs ${still.join(" and ")}: install the system's packages of these names.`);
  }
  return {
    initdb: needed("initdb"),
    pg_ctl: needed("pg_ctl"),
    "redis-server": needed("redis-server"),
    haproxy: needed("haproxy"),
  };
}

function install(names: readonly string[]): void {
  process.stdout.write(`Installing ${names.join(", ")} from the system's packages.\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["update"], { stdio: "ignore", env });
  spawnSync("apt-get", ["install", "-y", ...names], { stdio: ["ignore", "ignore", "inherit"], env });
}

function needed(program: string): string {
  const file = find(program);
  if (!file) throw new Error(`${program} is missing`);
  return file;
}

/** Debian keeps PostgreSQL's programs out of the PATH, by version, and HAProxy where only root looks. */
function find(program: string): string | undefined {
  const postgresql = "/usr/lib/postgresql";
  const versions = existsSync(postgresql) ? readdirSync(postgresql).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => path.join(postgresql, version, "bin")),
    ...(process.env.PATH ?? "").split(path.delimiter),
    "/usr/sbin",
  ];
  return folders.map((folder) => path.join(folder, program)).find((file) => existsSync(file));
}
