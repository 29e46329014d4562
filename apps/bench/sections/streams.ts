import { setTimeout as sleep } from "node:timers/promises";
import { number, type Table } from "../figures/table.ts";
import type { Memory } from "../probe/messages.ts";
import { type Measured, measure, troubles } from "./measure.ts";
import { type Contestant, contestants, onStage, type Section, type Stage } from "./section.ts";

const clients = 500;
const chunks = 64;
const intervalMs = 20;

/**
 * - at once: all ask at the same moment; while the last are still asking, the first are being answered.
 * - within five seconds: a hundred ask each second, while others are being answered.
 * - together: the upstream waits before it begins, so that all have asked and all answers are written at the same time.
 */
const manners = [
  { name: "all asked at once", label: "at-once", spreadMs: 0, firstTokenMs: 0 },
  { name: "asked within five seconds", label: "spread", spreadMs: 5_000, firstTokenMs: 0 },
  { name: "all written together", label: "together", spreadMs: 0, firstTokenMs: 8_000 },
];

type Row = { name: string; result: Measured; before: Memory; after: Memory };

/** Many paced answers at the same time: whether anything is lost, how evenly they come, what they cost. */
export const streams: Section = (options) =>
  onStage(async (stage) => {
    const all = contestants(stage, options, ["open"]);
    const burst = await stage.upstream.answerWith({ tokens: chunks, chunks, intervalMs: 0 });
    for (const contestant of all) {
      const warmUp = { label: "", clients: 16, expected: burst, spreadMs: 0, atLeast: 300, forMs: 0 };
      await measure(stage, contestant, { ...options, profile: false }, warmUp);
    }
    const tables: Table[] = [];
    const figures: unknown[] = [];
    for (const { name, label, spreadMs, firstTokenMs } of manners) {
      const behaviour = { tokens: chunks, chunks, intervalMs, firstTokenMs, keepAliveMs: 0 };
      const expected = await stage.upstream.answerWith(behaviour);
      const rows: Row[] = [];
      for (const contestant of all) {
        const job = { label: `streams-${label}`, clients, expected, spreadMs, atLeast: clients, forMs: 0 };
        rows.push(await withMemory(stage, contestant, () => measure(stage, contestant, options, job)));
      }
      tables.push(timesTable(name, firstTokenMs, rows), costTable(name, rows));
      figures.push({ name, spreadMs, firstTokenMs, rows });
    }
    return { tables, figures };
  });

async function withMemory(stage: Stage, { name, server }: Contestant, work: () => Promise<Measured>): Promise<Row> {
  await stage.load.memory();
  const before = await server.memory();
  const result = await work();
  await sleep(2_000);
  return { name, result, before, after: await server.memory() };
}

function timesTable(name: string, firstTokenMs: number, rows: readonly Row[]): Table {
  return {
    title: `${clients} paced streams, ${name} (${chunks} chunks, ${intervalMs} ms apart): times in ms`,
    header: [
      "",
      "lost",
      "gap p50",
      "gap p99",
      "target",
      "gap max",
      "a stream's longest p50",
      "first token p50",
      "p99",
      "frames each",
    ],
    rows: rows.map(({ name, result }) => [
      name,
      number(result.wrong + result.failed, 0),
      number(result.gaps.p50),
      number(result.gaps.p99),
      name === "Causerie" ? "0 lost, p99 < 100" : "",
      number(result.gaps.max),
      number(result.longestGaps.p50),
      number(result.firstToken.p50 - firstTokenMs),
      number(result.firstToken.p99 - firstTokenMs),
      number(result.frames / result.exchanges),
    ]),
    notes: [
      "Lost: answers that did not end, or whose text differs from the upstream's by a character.",
      ...troubles(rows),
    ],
  };
}

function costTable(name: string, rows: readonly Row[]): Table {
  const kib = (bytes: number) => number(bytes / 1024 / clients, 0);
  return {
    title: `${clients} paced streams, ${name}: what they cost`,
    header: [
      "",
      "KiB a stream",
      "target",
      "left of it",
      "of that in use",
      "loop p50 ms",
      "p99",
      "max",
      "server CPU s",
      "upstream",
      "load",
    ],
    rows: rows.map(({ name, result: { server, upstream, load }, before, after }) => [
      name,
      kib(server.rssPeak - server.rssBefore),
      name === "Causerie" ? "≤ 250" : "",
      kib(after.rss - server.rssBefore),
      kib(after.heapUsed + after.external - before.heapUsed - before.external),
      number(server.loopDelay.p50),
      number(server.loopDelay.p99),
      number(server.loopDelay.max),
      number(server.cpuSeconds),
      number(upstream?.cpuSeconds),
      number(load.cpuSeconds),
    ]),
    notes: [
      "A stream's memory: the most resident memory while they ran, less what there was before, connections included; left: two seconds later, after a garbage collection.",
    ],
  };
}
