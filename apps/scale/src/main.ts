import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { startAppSet } from "./servers/app-set.ts";

/**
 * `pnpm scale`: several processes of the built app on one PostgreSQL, one Redis and one HAProxy, until Ctrl-C.
 *
 * `--processes 3`, `--port` of HAProxy, `--no-redis`, `--directory`: keeps the database there; without one it is in
 * the system's temporary folder and goes away at the end. Model providers are read from the environment and `.env`.
 */
const { values } = parseArgs({
  options: {
    directory: { type: "string" },
    processes: { type: "string", default: "3" },
    port: { type: "string" },
    redis: { type: "boolean", default: true },
  },
  allowNegative: true,
});

const directory = path.resolve(values.directory ?? (await mkdtemp(path.join(tmpdir(), "causerie-scale-"))));
const say = (sentence: string) => process.stdout.write(`${sentence}\n`);

/** The same for every process, and at the next start on the same database. */
async function keptSecret(): Promise<string> {
  const file = path.join(directory, "auth-secret");
  await mkdir(directory, { recursive: true });
  const known = await readFile(file, "utf8").catch(() => null);
  if (known) return known;
  const secret = randomBytes(48).toString("base64url");
  await writeFile(file, secret, { mode: 0o600 });
  return secret;
}

function environment(): Record<string, string> {
  const set = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return Object.fromEntries(set);
}

async function main(): Promise<void> {
  const stopped = Promise.withResolvers<void>();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stopped.resolve());
  say(`Starting ${values.processes} processes, PostgreSQL${values.redis ? ", Redis" : ""} and HAProxy in ${directory}`);
  const set = await startAppSet({
    directory,
    processes: Number(values.processes),
    port: values.port === undefined ? undefined : Number(values.port),
    redis: values.redis,
    env: { ...environment(), AUTH_SECRET: process.env.AUTH_SECRET || (await keptSecret()) },
  });
  for (const [index, app] of set.apps.entries()) say(`Process ${index + 1} is ${app.pid}, at ${app.url}`);
  say(`PostgreSQL is at ${set.postgresql.url}`);
  if (set.redis) say(`Redis is at ${set.redis.url}`);
  const setup = set.apps.map((app) => /http\S+\/setup\?token=\S+/.exec(app.output())?.[0]).find(Boolean);
  if (setup) say(`Create the first account, an admin's, at ${setup}`);
  say(`Causerie is ready at ${set.url}; Ctrl-C stops all of it.`);
  await stopped.promise;
  await set.stop();
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  if (values.directory === undefined) await rm(directory, { recursive: true, force: true });
}
process.exit();
