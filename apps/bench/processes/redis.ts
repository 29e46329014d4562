import { spawn, spawnSync } from "node:child_process";
import { freePort } from "@causerie/core/testing/free-port";

export type Redis = { url: string; stop(): Promise<void> };

/** A Redis of one's own that keeps nothing. @returns null when `redis-server` is not installed. */
export async function startRedis(directory: string): Promise<Redis | null> {
  if (spawnSync("redis-server", ["--version"]).status !== 0) return null;
  const port = `${await freePort()}`;
  const settings = ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const server = spawn("redis-server", settings, { cwd: directory, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => {
    server.once("exit", () => resolve());
  });
  const kill = () => server.kill("SIGKILL");
  process.once("exit", kill);
  await new Promise<void>((resolve, reject) => {
    server.once("exit", (code) => reject(new Error(`redis-server ended with ${code}`)));
    server.stdout.setEncoding("utf8").on("data", (part: string) => {
      if (part.includes("Ready to accept connections")) resolve();
    });
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      process.off("exit", kill);
      server.kill("SIGTERM");
      await ended;
    },
  };
}
