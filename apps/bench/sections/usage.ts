import path from "node:path";
import { number } from "../figures/table.ts";
import { accountOf, signIn, startCauserie } from "../processes/causerie.ts";
import { startLoad } from "../processes/load.ts";
import { openPostgresql } from "../processes/postgresql.ts";
import { startUpstream } from "../processes/upstream.ts";
import { seedUsage, timeAddingUp } from "../seed/usage.ts";
import { benchDirectory, type Section } from "./section.ts";

const accountant = "accountant";

/** What it costs to read usage and budgets, of one person and of everyone, over 10,000,000 events of a year. */
export const usage: Section = async (options) => {
  const events = options.quick ? 100_000 : 10_000_000;
  const postgresql = await openPostgresql(path.join(benchDirectory, "postgresql"));
  if (!postgresql)
    throw new Error("There is no PostgreSQL: set BENCH_DATABASE_URL, or install it from the system's packages.");
  const upstream = await startUpstream();
  const load = await startLoad();
  const name = "causerie_bench_usage";
  const start = (databaseUrl: string) =>
    startCauserie({ dataDir: benchDirectory, upstreamUrl: upstream.baseUrl, databaseUrl });
  try {
    await postgresql.empty(name);
    const target = await postgresql.database(name);
    const { email } = accountOf(accountant);
    // The server itself makes the tables and the account.
    const first = await start(target);
    await signIn(first.url, accountant);
    await first.stop();
    await seedUsage({ target, email, events });
    const causerie = await start(target);
    try {
      const token = await signIn(causerie.url, accountant);
      const rows: (string | number)[][] = [];
      for (const { what, url } of readings(causerie.url)) {
        // The slowest, a year of everyone, takes most of a second.
        const times = 50;
        await load.requests({ token, urls: [url], times: times / 2 });
        const { times: took, bytes } = await load.requests({ token, urls: [url], times });
        rows.push([what, ...[took.p50, took.p95, took.p99].map((value) => number(value, 2)), number(bytes / 1024)]);
      }
      const summing = await timeAddingUp({ target, email, days: 365 });
      const title = `Usage over ${number(events, 0)} events of a year (ms, over HTTP, PostgreSQL ${postgresql.version})`;
      const notes = [
        `Adding up that person's events of the year themselves takes ${number(summing, 1)} ms in the database.`,
      ];
      return {
        tables: [{ title, header: ["", "p50", "p95", "p99", "KiB"], rows: rows.map((row) => row.map(String)), notes }],
        figures: { events, rows, summing },
      };
    } finally {
      await causerie.stop();
    }
  } finally {
    await postgresql.empty(name);
    await postgresql.stop();
    await load.stop();
    await upstream.stop();
  }
};

function readings(url: string): { what: string; url: string }[] {
  const query = (procedure: string, input?: unknown) =>
    `${url}/api/trpc/${procedure}${input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`}`;
  const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
  const spans = [
    ["30 days", { from: day(29), to: day(0) }],
    ["a year", { from: day(364), to: day(0) }],
  ] as const;
  const groups = { mine: ["day", "model", "key", "conversation"], all: ["day", "model", "key", "user"] } as const;
  return [
    { what: "who I am", url: query("auth.me") },
    { what: "one's own budgets", url: query("budgets.mine") },
    ...(["mine", "all"] as const).flatMap((whose) =>
      groups[whose].flatMap((by) =>
        spans.map(([span, period]) => ({
          what: `${whose === "mine" ? "one person" : "everyone"}, ${span}, by ${by}`,
          url: query(`usage.${whose}`, { ...period, by }),
        })),
      ),
    ),
  ];
}
