import { number, type Table } from "../figures/table.ts";
import { mutate } from "../load/api.ts";
import type { Options } from "../options.ts";
import { signIn, startCauserie } from "../processes/causerie.ts";
import { startPortkey, startRelay } from "../processes/gateways.ts";
import { startLoad } from "../processes/load.ts";
import { startMinimal } from "../processes/minimal.ts";
import { startUpstream } from "../processes/upstream.ts";
import { type Measured, measure, troubles } from "./measure.ts";
import { type Contestant, type Section, type Stage, withChildren } from "./section.ts";

const chunks = 64;
const clients = 16;
/** A first answer of each, so that who can't do it at all is told and not measured. */
const trial = { clients: 1, spreadMs: 0, forMs: 0, atLeast: 1 };

/** `idle`: resident bytes before it had anything to do. */
type Row = { name: string; idle: number; alone: Measured; many: Measured };
type Kind = { stream: boolean; title: string };

/** `POST /chat/completions` through Causerie, beside the upstream itself, a bare relay and another gateway. */
export const gateway: Section = (options) =>
  withChildren(async (keep, dataDir) => {
    const upstream = keep(await startUpstream());
    const minimal = keep(await startMinimal(upstream.baseUrl));
    const causerie = keep(await startCauserie({ dataDir, upstreamUrl: upstream.baseUrl }));
    const load = keep(await startLoad());
    const relay = keep(await startRelay(upstream.baseUrl));
    const portkey = keep(await startPortkey());
    const token = await signIn(causerie.url, "program");
    const key = { name: "bench", scopes: ["chat"] };
    const { key: apiKey } = await mutate<{ key: string }>({ url: causerie.url, token }, "apiKeys.create", key);
    const stage: Stage = { upstream, minimal, causerie, load, tokens: [] };
    const expected = await upstream.answerWith({ tokens: chunks, chunks, intervalMs: 0 });

    const portkeyHeaders = {
      authorization: "Bearer key",
      "x-portkey-provider": "openai",
      "x-portkey-custom-host": upstream.baseUrl,
    };
    const contestant = (name: string, server: Contestant["server"], url: string, headers: Record<string, string>) => {
      const model = server === causerie ? "openrouter/openai/gpt-5" : "fake/model";
      return (stream: boolean): Contestant => ({
        name,
        server,
        subject: { kind: "completions", url: `${url}/chat/completions`, headers, model, stream },
      });
    };
    const all = [
      contestant("direct", upstream, upstream.baseUrl, {}),
      contestant("bare relay", relay, relay.announced, {}),
      contestant("Causerie", causerie, `${causerie.url}/api/v1`, { authorization: `Bearer ${apiKey}` }),
      contestant("Portkey 1.15.2", portkey, `${portkey.announced}/v1`, portkeyHeaders),
    ];
    const idle = new Map<string, number>();
    for (const of of all) {
      const { name, server } = of(true);
      idle.set(name, (await server.memory()).rss);
    }
    const tables: Table[] = [];
    const figures: unknown[] = [];
    for (const kind of [
      { stream: false, title: "whole answers" },
      { stream: true, title: "streamed" },
    ]) {
      const { rows, failures } = await run(stage, options, {
        kind,
        expected,
        idle,
        contestants: all.map((of) => of(kind.stream)),
      });
      tables.push(table(kind, rows, failures));
      figures.push({ kind, rows, failures });
    }
    return { tables, figures };
  });

async function run(
  stage: Stage,
  options: Options,
  {
    kind,
    expected,
    contestants,
    idle,
  }: {
    kind: Kind;
    expected: string;
    contestants: Contestant[];
    idle: ReadonlyMap<string, number>;
  },
): Promise<{ rows: Row[]; failures: string[] }> {
  const rows: Row[] = [];
  const failures: string[] = [];
  const quietly = { ...options, profile: false };
  const label = kind.stream ? "gateway-streamed" : "gateway-whole";
  for (const contestant of contestants) {
    const job = { label, expected, clients, spreadMs: 0, atLeast: 0, forMs: options.quick ? 2_000 : 4_000 };
    const first = await measure(stage, contestant, quietly, { ...job, ...trial });
    if (first.failure !== null) {
      failures.push(`${contestant.name} does not answer here: ${first.failure}`);
      continue;
    }
    await measure(stage, contestant, quietly, job);
    const forMs = options.quick ? 3_000 : 8_000;
    const alone = await measure(stage, contestant, quietly, { ...job, clients: 1, forMs: forMs / 2 });
    const many = await measure(stage, contestant, options, { ...job, forMs });
    rows.push({ name: contestant.name, idle: idle.get(contestant.name) ?? 0, alone, many });
  }
  return { rows, failures };
}

function table(kind: Kind, rows: readonly Row[], failures: readonly string[]): Table {
  const direct = rows[0];
  const added = (row: Row, of: (row: Row) => number) =>
    row === direct || !direct ? "" : number(of(row) - of(direct), 2);
  const mib = (bytes: number) => number(bytes / 1024 / 1024, 0);
  return {
    title: `Chat completions, ${kind.title} (${chunks} tokens without a pause)`,
    header: [
      "",
      "median ms alone",
      "added",
      "added p99",
      `added median, ${clients} at once`,
      "added p99",
      "requests/s",
      "tokens/s",
      "CPU ms each",
      "MiB idle",
      "added under load",
      "loop p99 ms",
    ],
    rows: rows.map((row) => [
      row.name,
      number(row.alone.whole.p50, 2),
      added(row, ({ alone }) => alone.whole.p50),
      added(row, ({ alone }) => alone.whole.p99),
      added(row, ({ many }) => many.whole.p50),
      added(row, ({ many }) => many.whole.p99),
      number(row.many.exchanges / row.many.seconds, 0),
      number((row.many.exchanges * chunks) / row.many.seconds, 0),
      number((row.many.server.cpuSeconds / row.many.exchanges) * 1000, 2),
      mib(row.idle),
      mib(row.many.server.rssPeak - row.idle),
      number(row.many.server.loopDelay.p99),
    ]),
    notes: [
      "Causerie identifies an API key, counts its limits and keeps the accounts; the others do none of it.",
      "Added: to the upstream's own time, asked in the same way, until the answer's last byte.",
      ...failures,
      ...troubles(rows.flatMap(({ name, alone, many }) => [alone, many].map((result) => ({ name, result })))),
    ],
  };
}
