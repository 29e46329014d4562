import { freePort } from "@causerie/core/testing/free-port";
import type { Programs } from "./programs.ts";
import { type ServerProcess, startProcess } from "./server-process.ts";

export type Redis = {
  readonly url: string;
  /** Ends it as a power cut does; what it knew is gone. */
  kill(): Promise<void>;
  /** Starts it again, with nothing in it. */
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** A Redis of one's own that keeps nothing on disk. */
export async function startRedis(options: { programs: Programs; directory: string }): Promise<Redis> {
  const port = String(await freePort());
  let server: ServerProcess;
  const start = async () => {
    const settings = ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
    server = startProcess([options.programs.redis, ...settings], { cwd: options.directory });
    await server.find(/Ready to accept connections/);
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: () => server.end("SIGKILL"),
    start,
    stop: () => server.end("SIGTERM"),
  };
}
