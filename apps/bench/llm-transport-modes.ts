import { Agent, request } from "node:http";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { systemClock } from "@causerie/core";
import { silentLogger } from "@causerie/core/server";
import { createLlm, defaultTimeouts } from "@causerie/llm";
import { createOpenRouter } from "@openrouter/ai-sdk-provider";

export const modes = ["bytes", "doStream, runtime's fetch", "our transport"] as const;

/** Milliseconds, unless the name says otherwise. */
export type Measured = {
  "first token": number;
  "bursts, streams/s": number;
  "bursts, CPU a stream": number;
  "paced: CPU, % of a core": number;
  "paced: deltas/s": number;
  "paced: gap p50": number;
  "paced: gap p99": number;
  "paced: gap max": number;
  "paced: loop delay p99": number;
  "paced: KiB a stream": number;
  "paced: lost characters": number;
};

/** Streams one answer to `message`, and calls `onText` for each piece. */
type Stream = (message: string, onText: (text: string) => void) => Promise<void>;

const burst = "[[fake: tokens=64 chunks=64 intervalMs=0]]";
const paced = "[[fake: tokens=64 chunks=64 intervalMs=20]]";

export async function measure(mode: string, base: string, streams: number): Promise<Measured> {
  const stream = streamOf(mode, base);
  for (let i = 0; i < 300; i++) await stream(burst, () => {});
  const firstTokens = await measureFirstTokens(stream);
  const bursts = await measureBursts(stream);
  return {
    "first token": round(percentile(firstTokens, 0.5), 2),
    ...bursts,
    ...(await measurePaced(stream, streams)),
  };
}

async function measureFirstTokens(stream: Stream): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < 100; i++) {
    const startedAt = performance.now();
    let first = 0;
    await stream(burst, () => {
      first ||= performance.now() - startedAt;
    });
    times.push(first);
  }
  return times;
}

/** Sixteen at once for three seconds. */
async function measureBursts(stream: Stream) {
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  let count = 0;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (performance.now() - startedAt < 3_000) {
        await stream(burst, () => {});
        count += 1;
      }
    }),
  );
  const elapsed = performance.now() - startedAt;
  const used = process.cpuUsage(cpu);
  return {
    "bursts, streams/s": round((count / elapsed) * 1000, 0),
    "bursts, CPU a stream": round((used.user + used.system) / 1000 / count, 2),
  };
}

/** All at once, begun over one interval so that they are out of step, as people are. */
async function measurePaced(stream: Stream, streams: number) {
  let whole = 0;
  await stream(burst, (text) => {
    whole += text.length;
  });
  for (const _ of [1, 2]) await runPaced(stream, streams, 1_000);
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 50);
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const { gaps, characters } = await runPaced(stream, streams, 1_000);
  const elapsed = performance.now() - startedAt;
  const used = process.cpuUsage(cpu);
  loop.disable();
  clearInterval(watch);
  gaps.sort((a, b) => a - b);
  return {
    "paced: CPU, % of a core": round((used.user + used.system) / 10 / elapsed, 0),
    "paced: deltas/s": round((gaps.length / elapsed) * 1000, 0),
    "paced: gap p50": round(percentile(gaps, 0.5), 1),
    "paced: gap p99": round(percentile(gaps, 0.99), 1),
    "paced: gap max": round(percentile(gaps, 1), 1),
    "paced: loop delay p99": round(loop.percentile(99) / 1e6, 1),
    "paced: KiB a stream": round((peak - before) / 1024 / streams, 0),
    "paced: lost characters": whole * streams - characters,
  };
}

async function runPaced(stream: Stream, streams: number, spreadMs: number) {
  const gaps: number[] = [];
  let characters = 0;
  await Promise.all(
    Array.from({ length: streams }, async (_, i) => {
      await new Promise((resolve) => setTimeout(resolve, (i / streams) * spreadMs));
      let last = 0;
      await stream(paced, (text) => {
        characters += text.length;
        const now = performance.now();
        if (last !== 0) gaps.push(now - last);
        last = now;
      });
    }),
  );
  return { gaps, characters };
}

function streamOf(mode: string, base: string): Stream {
  if (mode === "bytes") return bytesStream(base);
  if (mode === "our transport") return transportStream(base);
  return plainStream(base);
}

function bytesStream(base: string): Stream {
  const agent = new Agent({ keepAlive: true });
  return (message, onText) =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify({ model: "m", stream: true, messages: [{ role: "user", content: message }] });
      const sent = request(`${base}/chat/completions`, { method: "POST", agent }, (response) => {
        let rest = "";
        response.setEncoding("utf8");
        response.on("data", (part: string) => {
          const events = (rest + part).split("\n\n");
          rest = events.pop() ?? "";
          for (const event of events) {
            if (event === "data: [DONE]") continue;
            const text: unknown = JSON.parse(event.slice(6)).choices[0]?.delta.content;
            if (typeof text === "string" && text !== "") onText(text);
          }
        });
        response.on("end", resolve);
      });
      sent.on("error", reject);
      sent.end(body);
    });
}

function plainStream(base: string): Stream {
  const model = createOpenRouter({ apiKey: "key", baseURL: base, compatibility: "strict" }).chat("m");
  return async (message, onText) => {
    const { stream } = await model.doStream({ prompt: [{ role: "user", content: [{ type: "text", text: message }] }] });
    for await (const part of stream) if (part.type === "text-delta") onText(part.delta);
  };
}

function transportStream(base: string): Stream {
  const llm = createLlm(
    {
      openRouter: { apiKey: "key", baseUrl: base, defaultModel: "m", appName: "Causerie" },
      compatible: null,
      ollamaUrl: null,
      timeouts: defaultTimeouts,
    },
    { logger: silentLogger, clock: systemClock },
  );
  const { signal } = new AbortController();
  return async (message, onText) => {
    const request = { model: "openrouter/m", messages: [{ role: "user" as const, text: message }] };
    const outcome = await llm.generate(request, { signal, onDelta: (_kind, text) => onText(text) });
    if (outcome.status !== "complete") throw new Error(outcome.error?.detail ?? outcome.status);
  };
}

function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
