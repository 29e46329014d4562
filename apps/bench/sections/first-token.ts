import { number, type Table } from "../figures/table.ts";
import { type Measured, measure, troubles } from "./measure.ts";
import { contestants, onStage, type Section } from "./section.ts";

/**
 * How many stream at a time, and how: few enough new questions a second that it is the waiting that is measured, and not
 * a queue; the answers of 200 are longer, so that 40 questions a second keep 200 of them going.
 */
const levels = [
  { clients: 1, tokens: 16, intervalMs: 10, atLeast: 200 },
  { clients: 16, tokens: 64, intervalMs: 20, atLeast: 300 },
  { clients: 200, tokens: 256, intervalMs: 20, atLeast: 800 },
];

/** The time from a question to the first text at the client, beside what the upstream itself takes. */
export const firstToken: Section = (options) =>
  onStage(async (stage) => {
    const all = contestants(stage, options, ["open", "new"]);
    const tables: Table[] = [];
    const figures: unknown[] = [];
    for (const { clients, tokens, intervalMs, atLeast } of levels) {
      const expected = await stage.upstream.answerWith({ tokens, chunks: tokens, intervalMs, keepAliveMs: 0 });
      const spreadMs = tokens * intervalMs;
      const results: { name: string; result: Measured }[] = [];
      for (const contestant of all) {
        const job = { label: `first-token-${clients}`, clients, expected, spreadMs, forMs: 0 };
        await measure(stage, contestant, { ...options, profile: false }, { ...job, atLeast: atLeast / 4 });
        const count = options.quick ? atLeast / 4 : atLeast;
        results.push({
          name: contestant.name,
          result: await measure(stage, contestant, options, { ...job, atLeast: count }),
        });
      }
      tables.push(table(clients, `${tokens} chunks, ${intervalMs} ms apart`, results));
      figures.push({ clients, tokens, intervalMs, results });
    }
    return { tables, figures };
  });

function table(clients: number, how: string, results: readonly { name: string; result: Measured }[]): Table {
  const base = results[0]?.result.firstToken;
  return {
    title: `First token, ${clients} ${clients === 1 ? "stream" : "streams"} at a time (ms; ${how})`,
    header: ["", "median", "p99", "added median", "added p99", "target", "loop delay p99", "exchanges"],
    rows: results.map(({ name, result: { firstToken, server, exchanges } }) => [
      name,
      number(firstToken.p50, 2),
      number(firstToken.p99),
      name === "direct" ? "" : number(firstToken.p50 - (base?.p50 ?? Number.NaN), 2),
      name === "direct" ? "" : number(firstToken.p99 - (base?.p99 ?? Number.NaN)),
      clients === 1 && name === "Causerie" ? "≤ 8 added" : "",
      number(server.loopDelay.p99),
      number(exchanges, 0),
    ]),
    notes: troubles(results),
  };
}
