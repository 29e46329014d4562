import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Memory, ProbeReply, ProbeRequest, Stretch } from "../probe/messages.ts";

export type ChildOptions = {
  /** The script that Node runs, and its arguments. */
  script: string;
  args?: readonly string[];
  /** Added to the benchmark's own environment. */
  env?: Record<string, string>;
  cwd?: string;
  /** The part of the output that says it is ready; its first group is handed on. */
  ready: RegExp;
  /** How long that may take; two minutes unless told. */
  limitMs?: number;
};

/** A process of its own with the probe in it. */
export type Child = {
  readonly process: ChildProcess;
  /** What the first group of `ready` matched. */
  readonly announced: string;
  /** Measures from here to {@link Child.end}; with a file, writes a CPU profile of that stretch into it. */
  begin(profile?: string): Promise<void>;
  end(): Promise<Stretch>;
  /** Collects garbage, then says what memory is left in use. */
  memory(): Promise<Memory>;
  stop(): Promise<void>;
};

const probe = new URL("../probe/probe.ts", import.meta.url).href;
const startLimitMs = 120_000;
const open = new Set<ChildProcess>();

/** @throws {Error} with the process's output when it ends or stays silent instead of getting ready. */
export async function startChild(options: ChildOptions): Promise<Child> {
  const child = spawn(process.execPath, ["--expose-gc", "--import", probe, options.script, ...(options.args ?? [])], {
    cwd: options.cwd ?? fileURLToPath(new URL("../../..", import.meta.url)),
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  open.add(child);
  child.once("exit", () => open.delete(child));
  const announced = await untilReady(child, options);
  const ask = asker(child);
  return {
    process: child,
    announced,
    async begin(profile) {
      await ask({ ask: "begin", ...(profile === undefined ? {} : { profile }) });
    },
    // The reply's form follows from the question; both ends are the benchmark's own.
    end: async () => (await ask({ ask: "end" })) as Stretch,
    memory: async () => (await ask({ ask: "memory" })) as Memory,
    stop: () => stop(child),
  };
}

/** Ends what is still running, when the benchmark itself ends early. */
export function killChildren(): void {
  for (const child of open) child.kill("SIGKILL");
}

function untilReady(child: ChildProcess, { script, ready, limitMs = startLimitMs }: ChildOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const fail = (why: string) => reject(new Error(`${script} ${why}\n${output}`));
    const timer = setTimeout(() => fail("did not get ready"), limitMs);
    child.once("error", reject);
    child.once("exit", (code) => fail(`ended with ${code}`));
    child.stdout?.setEncoding("utf8").on("data", (part: string) => {
      if (output.length > 100_000) return;
      output += part;
      const match = ready.exec(output);
      if (!match) return;
      clearTimeout(timer);
      resolve(match[1] ?? "");
    });
  });
}

type Question = {
  [Ask in ProbeRequest["ask"]]: Omit<Extract<ProbeRequest, { ask: Ask }>, "probe">;
}[ProbeRequest["ask"]];

function asker(child: ChildProcess): (question: Question) => Promise<ProbeReply["reply"]> {
  let last = 0;
  return (question) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      const left = () => reject(new Error("a measured process ended"));
      const heard = (message: unknown) => {
        if (typeof message !== "object" || message === null || !("probe" in message) || message.probe !== id) return;
        child.off("message", heard);
        child.off("exit", left);
        resolve((message as ProbeReply).reply);
      };
      child.on("message", heard);
      child.once("exit", left);
      child.send({ probe: id, ...question });
    });
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill("SIGKILL"), 20_000);
    child.once("exit", () => {
      clearTimeout(force);
      resolve();
    });
    child.kill("SIGTERM");
  });
}
