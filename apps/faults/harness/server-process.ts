import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { makeDataDir, removeDataDir } from "@causerie/e2e/fixtures/data-dir";
import { type Output, readOutput } from "@causerie/e2e/fixtures/output";

const main = path.join(import.meta.dirname, "../../web/server/main.ts");

export type ServerOptions = {
  env: Record<string, string>;
  /** Where its data lies; absent: in a directory of its own, which goes away with it. */
  dataDir?: string;
  /** Modules that are loaded before the app, in its process. */
  preload?: readonly string[];
};

/** The built app in a process of its own, as `pnpm start` runs it, which can be treated badly. */
export class ServerProcess implements AsyncDisposable {
  readonly dataDir: string;
  readonly #options: ServerOptions;
  #child: ChildProcess;
  #output: Output;
  #url = "";
  /** It was told to end, or was expected to. */
  #wasStopped = false;

  private constructor(options: ServerOptions, dataDir: string) {
    this.#options = options;
    this.dataDir = dataDir;
    [this.#child, this.#output] = this.#spawn("0");
  }

  /** @throws {Error} with what it said, when it does not get ready. */
  static async start(options: ServerOptions): Promise<ServerProcess> {
    const server = new ServerProcess(options, options.dataDir ?? (await makeDataDir()));
    await server.#ready();
    return server;
  }

  /** Where it listens, the same after a restart: `http://localhost:41234`. */
  get url(): string {
    return this.#url;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** All that it wrote since it was last started. */
  get output(): string {
    return this.#output.text();
  }

  /** The one-time link for the first account. */
  setupLink(): Promise<string> {
    return this.#output.find(/(http\S+\/setup\?token=\S+)/);
  }

  /** Its resident memory, in bytes: now, and the most that it ever was. */
  async memory(): Promise<{ now: number; peak: number }> {
    const status = await readFile(`/proc/${this.pid}/status`, "utf8");
    const read = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) * 1024;
    return { now: read("VmRSS"), peak: read("VmHWM") };
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Ends it as a power cut does. @returns when that was, on `performance.now()`. */
  async kill(): Promise<number> {
    const killedAt = performance.now();
    this.#child.kill("SIGKILL");
    await this.#output.ended;
    return killedAt;
  }

  /** Ends it as a person does. @returns its exit code. */
  async stop(): Promise<number | null> {
    this.#wasStopped = true;
    this.#child.kill("SIGTERM");
    return this.#output.ended;
  }

  /** Starts it again where it was, on the same data and port. */
  async restart(): Promise<void> {
    this.#wasStopped = false;
    [this.#child, this.#output] = this.#spawn(new URL(this.#url).port);
    await this.#ready();
  }

  /** @throws {Error} with what it said, when it has ended by itself. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { exitCode } = this.#child;
    await this.kill();
    if (this.#options.dataDir === undefined) await removeDataDir(this.dataDir);
    if (exitCode !== null && !this.#wasStopped) {
      throw new Error(`The server ended by itself with ${exitCode}:\n${this.output.slice(-4000)}`);
    }
  }

  #spawn(port: string): [ChildProcess, Output] {
    const { env, preload = [] } = this.#options;
    const child = spawn(process.execPath, [...preload.flatMap((module) => ["--import", module]), main], {
      // Nothing of the developer's own environment: no key, no address of a database.
      env: {
        PATH: process.env.PATH,
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
        OLLAMA_URL: "off",
        LOG_LEVEL: "info",
        DATA_DIR: this.dataDir,
        PORT: port,
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    alive.add(child);
    child.once("exit", () => alive.delete(child));
    return [child, readOutput(child)];
  }

  async #ready(): Promise<void> {
    this.#url = await this.#output.find(/ready at (\S+)/);
  }
}

const alive = new Set<ChildProcess>();
// A worker that is ended in the middle of a test must not leave servers behind.
process.once("exit", () => {
  for (const child of alive) child.kill("SIGKILL");
});
