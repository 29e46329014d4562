import { writeFile } from "node:fs/promises";
import { Session } from "node:inspector/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { isMainThread } from "node:worker_threads";
import type { Memory, ProbeReply, ProbeRequest, Stretch } from "./messages.ts";

/**
 * Preloaded into every process that the benchmark measures (`node --import`), so that the product needs no code for it.
 * Answers over the channel that the parent opened, and does not keep the process alive.
 */
const sampleEveryMs = 20;
const loopResolutionMs = 5;
const loop = monitorEventLoopDelay({ resolution: loopResolutionMs });

/** The histogram holds the time between two ticks of its timer: late is what is beyond the timer's own interval. */
const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - loopResolutionMs);

type Running = {
  startedAt: number;
  cpu: NodeJS.CpuUsage;
  rssBefore: number;
  rssPeak: number;
  sampler: NodeJS.Timeout;
  profile: { session: Session; file: string } | null;
};
let running: Running | null = null;

async function begin(profile: string | undefined): Promise<void> {
  const rss = process.memoryUsage.rss();
  const sampler = setInterval(() => {
    if (running) running.rssPeak = Math.max(running.rssPeak, process.memoryUsage.rss());
  }, sampleEveryMs);
  running = {
    startedAt: performance.now(),
    cpu: process.cpuUsage(),
    rssBefore: rss,
    rssPeak: rss,
    sampler: sampler.unref(),
    profile: profile === undefined ? null : { session: await startProfile(), file: profile },
  };
  loop.reset();
  loop.enable();
}

async function end(): Promise<Stretch | null> {
  const stretch = running;
  if (!stretch) return null;
  running = null;
  loop.disable();
  clearInterval(stretch.sampler);
  const cpu = process.cpuUsage(stretch.cpu);
  const result = {
    seconds: (performance.now() - stretch.startedAt) / 1000,
    cpuSeconds: (cpu.user + cpu.system) / 1e6,
    rssBefore: stretch.rssBefore,
    rssPeak: Math.max(stretch.rssPeak, process.memoryUsage.rss()),
    loopDelay: { p50: late(loop.percentile(50)), p99: late(loop.percentile(99)), max: late(loop.max) },
  };
  if (stretch.profile) await endProfile(stretch.profile);
  return result;
}

async function memory(): Promise<Memory> {
  for (let i = 0; i < 3; i++) {
    globalThis.gc?.();
    await sleep(50);
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heapUsed, external };
}

async function startProfile(): Promise<Session> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: 500 });
  await session.post("Profiler.start");
  return session;
}

async function endProfile({ session, file }: { session: Session; file: string }): Promise<void> {
  const { profile } = await session.post("Profiler.stop");
  session.disconnect();
  await writeFile(file, JSON.stringify(profile));
}

async function answer(request: ProbeRequest): Promise<ProbeReply["reply"]> {
  switch (request.ask) {
    case "begin":
      await begin(request.profile);
      return null;
    case "end":
      return await end();
    case "memory":
      return await memory();
  }
}

if (isMainThread && process.send) {
  process.on("message", (message: unknown) => {
    if (typeof message !== "object" || message === null || !("probe" in message)) return;
    // The parent is the benchmark itself.
    const request = message as ProbeRequest;
    void answer(request).then((reply) => process.send?.({ probe: request.probe, reply } satisfies ProbeReply));
  });
  process.channel?.unref();
}
