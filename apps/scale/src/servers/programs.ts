import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { findPostgresql } from "@causerie/db/testing/postgresql-server";

/** What the set is made of, by the name of Debian's package: whether it is there. */
const packages = { postgresql: findPostgresql, "redis-server": findRedis, haproxy: findHaproxy } as const;

export type Programs = Record<"redis" | "haproxy", string>;

/**
 * Where the system's Redis and HAProxy are, and that PostgreSQL is there; as root on Debian, what is missing is installed.
 *
 * @throws {Error} with a sentence that says what is missing.
 */
export function findPrograms(): Programs {
  const missing = () => Object.entries(packages).flatMap(([name, find]) => (find() ? [] : [name]));
  if (missing().length > 0 && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) install(missing());
  const [redis, haproxy, still] = [findRedis(), findHaproxy(), missing()];
  if (still.length > 0 || !redis || !haproxy) {
    throw new Error(`This needs ${still.join(" and ")}: install the system's packages of these names.`);
  }
  return { redis, haproxy };
}

function install(names: readonly string[]): void {
  process.stdout.write(`Installing ${names.join(", ")} from the system's packages.\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["update"], { stdio: "ignore", env });
  spawnSync("apt-get", ["install", "-y", ...names], { stdio: ["ignore", "ignore", "inherit"], env });
}

function findRedis(): string | undefined {
  return find("redis-server");
}

function findHaproxy(): string | undefined {
  return find("haproxy");
}

function find(program: string): string | undefined {
  // HAProxy is where only root looks.
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), "/usr/sbin"];
  return folders.map((folder) => path.join(folder, program)).find((file) => existsSync(file));
}
