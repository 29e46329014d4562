import { rm } from "node:fs/promises";
import path from "node:path";
import { number, type Table } from "../figures/table.ts";
import type { RequestResult } from "../load/jobs.ts";
import type { Options } from "../options.ts";
import { type Causerie, signIn, startCauserie } from "../processes/causerie.ts";
import { type Load, startLoad } from "../processes/load.ts";
import { openPostgresql, type Postgresql } from "../processes/postgresql.ts";
import { startUpstream, type Upstream } from "../processes/upstream.ts";
import { isSeeded, seedDatabase } from "../seed/seeded.ts";
import { type Kind, readings } from "./readings.ts";
import { benchDirectory, type Section } from "./section.ts";

const reader = "reader";

/** What it costs to list, open, page and search, with little and with much in the database, on both engines. */
export const lists: Section = async (options) => {
  const upstream = await startUpstream();
  const load = await startLoad();
  const postgresql = await openPostgresql(path.join(benchDirectory, "postgresql"));
  try {
    const measured: Measured[] = [];
    for (const messages of options.embedded ? options.sizes : []) {
      const dataDir = path.join(benchDirectory, `embedded-${messages}`);
      const clear = () => rm(dataDir, { recursive: true, force: true });
      const embedded = { messages, dataDir, databaseUrl: undefined, clear };
      measured.push(await measure("PGlite", embedded, { upstream, load }, options));
    }
    for (const { messages, server } of postgresql
      ? options.sizes.map((size) => ({ messages: size, server: postgresql }))
      : []) {
      const name = `causerie_bench_${messages}`;
      const databaseUrl = await server.database(name);
      const onServer = { messages, dataDir: benchDirectory, databaseUrl, clear: () => server.empty(name) };
      measured.push(await measure(`PostgreSQL ${server.version}`, onServer, { upstream, load }, options));
    }
    return { tables: tables(measured, postgresql), figures: measured };
  } finally {
    await postgresql?.stop();
    await load.stop();
    await upstream.stop();
  }
};

type Place = { messages: number; dataDir: string; databaseUrl: string | undefined; clear(): Promise<void> };
type Measured = {
  engine: string;
  messages: number;
  rows: { name: string; kind: Kind; result: RequestResult | string }[];
};

async function measure(
  engine: string,
  place: Place,
  { upstream, load }: { upstream: Upstream; load: Load },
  options: Options,
): Promise<Measured> {
  const start = () => startCauserie({ ...place, upstreamUrl: upstream.baseUrl });
  await fill(place, start);
  const causerie = await start();
  try {
    const token = await signIn(causerie.url, reader);
    const rows: Measured["rows"] = [];
    const all = await readings({ url: causerie.url, token, messages: place.messages });
    for (const { name, kind, urls } of all.filter((reading) => reading.name.includes(options.only))) {
      const times = options.quick ? 200 : 1_000;
      const result = await load
        .requests({ token, urls, times: times / 2 })
        .then(() => load.requests({ token, urls, times }))
        // What can't be read is said, and the rest is measured.
        .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
      rows.push({ name, kind, result });
    }
    return { engine, messages: place.messages, rows };
  } finally {
    await causerie.stop();
  }
}

/** The server itself makes the database and the account; then the owner's connection fills it. */
async function fill(place: Place, start: () => Promise<Causerie>): Promise<void> {
  const { messages, dataDir, databaseUrl } = place;
  const markerFile = path.join(benchDirectory, `${databaseUrl ? "postgresql" : "embedded"}-${messages}.json`);
  if (await isSeeded(markerFile)) return;
  await place.clear();
  const causerie = await start();
  await signIn(causerie.url, reader);
  await causerie.stop();
  const target = databaseUrl ?? path.join(dataDir, "database");
  await seedDatabase({ target, email: `${reader}@bench.example`, messages, markerFile });
}

function tables(measured: readonly Measured[], postgresql: Postgresql | null): Table[] {
  const engines = [...new Set(measured.map((entry) => entry.engine))];
  const missing = "PostgreSQL was not measured: set BENCH_DATABASE_URL, or install it from the system's packages.";
  return engines.map((engine) => {
    const sizes = measured.filter((entry) => entry.engine === engine);
    const names = sizes[0]?.rows ?? [];
    return {
      title: `Lists and search on ${engine} (ms, over HTTP, row-level security on)`,
      header: ["", ...sizes.flatMap(({ messages }) => [`${number(messages, 0)}: p50`, "p95", "p99"]), "KiB", "target"],
      rows: names.map(({ name, kind }, index) => [
        name,
        ...sizes.flatMap(({ rows }) => cells(rows[index]?.result)),
        sizeOf(sizes.at(-1)?.rows[index]?.result),
        engine === "PGlite" ? "" : targets[kind],
      ]),
      notes: [
        ...new Set(
          sizes.flatMap(({ rows }) => rows.flatMap(({ result }) => (typeof result === "string" ? [result] : []))),
        ),
        ...(postgresql ? [] : [missing]),
      ],
    };
  });
}

const targets: Record<Kind, string> = { base: "", page: "p99 < 5", search: "p95 < 20" };

/** That there was something to read. */
function sizeOf(result: RequestResult | string | undefined): string {
  return result === undefined || typeof result === "string" ? "" : number(result.bytes / 1024);
}

function cells(result: RequestResult | string | undefined): string[] {
  if (result === undefined || typeof result === "string") return ["failed", "", ""];
  return [result.times.p50, result.times.p95, result.times.p99].map((value) => number(value, 2));
}
