import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { causerieEnv } from "./causerie.ts";

/** The app as people start it, with nothing of the benchmark in its process. */
export type PlainServer = {
  readonly pid: number;
  readonly url: string;
  /** Milliseconds from the command to the first 200 of `/api/health/ready`. */
  readonly readyMs: number;
  stop(): Promise<void>;
};

const root = fileURLToPath(new URL("../../..", import.meta.url));
const limitMs = 120_000;

/**
 * Runs `command` and waits until the app in it says that it is ready.
 *
 * @param options.port must be free: it is asked from the first moment on.
 * @throws {Error} when it is not ready within two minutes.
 */
export async function startPlain(
  command: readonly string[],
  options: { dataDir: string; port: number },
): Promise<PlainServer> {
  const [file = "", ...args] = command;
  const startedAt = performance.now();
  const child = spawn(file, args, {
    cwd: root,
    // A group of its own: what a package manager starts ends with it.
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
    // Set but empty: whatever an `.env` file says of a database does not count.
    env: { ...process.env, ...causerieEnv, DATA_DIR: options.dataDir, PORT: `${options.port}`, DATABASE_URL: "" },
  });
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (part: string) => {
    said = `${said}${part}`.slice(-10_000);
  });
  const url = `http://127.0.0.1:${options.port}`;
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`${command.join(" ")} ended with ${child.exitCode}\n${said}`);
    if (performance.now() - startedAt > limitMs) throw new Error(`${command.join(" ")} did not get ready\n${said}`);
    await sleep(5);
  }
  return { pid: child.pid ?? 0, url, readyMs: performance.now() - startedAt, stop: () => stopGroup(child) };
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/api/health/ready`);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

async function stopGroup(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  const isAlive = () => {
    try {
      process.kill(-pid, 0);
      return true;
    } catch {
      return false;
    }
  };
  for (let waited = 0; isAlive() && waited < 20_000; waited += 20) {
    if (waited % 10_000 === 0) process.kill(-pid, "SIGTERM");
    await sleep(20);
  }
  if (isAlive()) process.kill(-pid, "SIGKILL");
}
