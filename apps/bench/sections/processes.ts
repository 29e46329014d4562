import path from "node:path";
import { number, type Table } from "../figures/table.ts";
import type { AppSeat } from "../load/jobs.ts";
import { signInPeople, startCauserie } from "../processes/causerie.ts";
import type { Child } from "../processes/child.ts";
import { startLoad } from "../processes/load.ts";
import { startMinimal } from "../processes/minimal.ts";
import { openPostgresql } from "../processes/postgresql.ts";
import { startRedis } from "../processes/redis.ts";
import { startUpstream } from "../processes/upstream.ts";
import { type Measured, measure, troubles } from "./measure.ts";
import { benchDirectory, type Section, type Stage, withChildren } from "./section.ts";

const clients = 16;
const chunks = 64;
const database = "causerie_bench_processes";

type Row = { name: string; burst: Measured; paced: Measured; secondCpuSeconds: number };

/** Two processes on one PostgreSQL, beside one: exchanges a second, and first token on the same and on the other one. */
export const processes: Section = (options) =>
  withChildren(async (keep, dataDir) => {
    const postgresql = await openPostgresql(path.join(benchDirectory, "postgresql"));
    if (!postgresql) return { tables: [], figures: "PostgreSQL is not installed" };
    keep(postgresql);
    const redis = await startRedis(dataDir);
    if (redis) keep(redis);
    const upstream = keep(await startUpstream());
    const minimal = keep(await startMinimal(upstream.baseUrl));
    const load = keep(await startLoad());
    await postgresql.empty(database);
    const start = async (name: string) =>
      keep(
        await startCauserie({
          dataDir: path.join(dataDir, name),
          upstreamUrl: upstream.baseUrl,
          databaseUrl: await postgresql.database(database),
          redisUrl: redis?.url,
        }),
      );
    // One after another: the first makes the tables. The second starts when the first was measured alone.
    const first = await start("first");
    const tokens = await signInPeople(first.url, 8);
    const stage: Stage = { upstream, minimal, causerie: first, load, tokens };

    async function row(name: string, seats: readonly AppSeat[], second: Child | null): Promise<Row> {
      const subject = { kind: "causerie" as const, url: first.url, tokens, manner: "open" as const, seats };
      const contestant = { name, subject, server: first };
      const job = { label: "processes", clients, spreadMs: 0, atLeast: 0, forMs: options.quick ? 3_000 : 10_000 };
      const expected = await upstream.answerWith({ tokens: chunks, chunks, intervalMs: 0 });
      const warmUp = { ...job, forMs: job.forMs / 2, expected };
      await measure(stage, contestant, { ...options, profile: false }, warmUp);
      await second?.begin();
      const burst = await measure(stage, contestant, options, { ...job, expected });
      const secondCpuSeconds = (await second?.end())?.cpuSeconds ?? 0;
      const slowly = await upstream.answerWith({ tokens: chunks, chunks, intervalMs: 20, keepAliveMs: 0 });
      const pace = { ...job, label: "processes-paced", expected: slowly, spreadMs: chunks * 20, forMs: 0 };
      const paced = await measure(stage, contestant, options, { ...pace, atLeast: options.quick ? 50 : 300 });
      return { name, burst, paced, secondCpuSeconds };
    }

    const one = { askUrl: first.url, watchUrl: first.url };
    const rows = [await row("one process", [one], null)];
    const second = await start("second");
    const two = { askUrl: second.url, watchUrl: second.url };
    rows.push(await row("two, watched on the same", [one, two], second));
    const crossed = [
      { askUrl: first.url, watchUrl: second.url },
      { askUrl: second.url, watchUrl: first.url },
    ];
    rows.push(await row("two, watched on the other", crossed, second));
    const bus = redis ? "Redis" : "PostgreSQL's notifications";
    return { tables: [table(rows, `PostgreSQL ${postgresql.version}, joined by ${bus}`)], figures: rows };
  });

function table(rows: readonly Row[], how: string): Table {
  return {
    title: `Two processes beside one (${how}; ${clients} clients, ${chunks} chunks)`,
    header: ["", "exchanges/s", "median ms", "p99 ms", "CPU ms each", "first token p50", "p99", "gap p99", "wrong"],
    rows: rows.map(({ name, burst, paced, secondCpuSeconds }) => [
      name,
      number(burst.exchanges / burst.seconds, 0),
      number(burst.whole.p50),
      number(burst.whole.p99),
      number(((burst.server.cpuSeconds + secondCpuSeconds) / burst.exchanges) * 1000, 2),
      number(paced.firstToken.p50, 2),
      number(paced.firstToken.p99),
      number(paced.gaps.p99),
      number(burst.wrong + burst.failed + paced.wrong + paced.failed, 0),
    ]),
    notes: [
      "Exchanges a second and CPU without a pause, as in bursts; first token and gaps of answers paced 20 ms apart.",
      "PostgreSQL, both processes, the upstream and the load share the machine's cores: with two cores a second process has little left.",
      ...troubles(rows.flatMap(({ name, burst, paced }) => [burst, paced].map((result) => ({ name, result })))),
    ],
  };
}
