import { number } from "../figures/table.ts";
import { type Measured, measure, troubles } from "./measure.ts";
import { contestants, onStage, type Section } from "./section.ts";

const clients = 16;
const chunks = 64;

/** How many complete exchanges a second: questions without a pause, answers that the upstream writes at once. */
export const bursts: Section = (options) =>
  onStage(async (stage) => {
    const expected = await stage.upstream.answerWith({ tokens: chunks, chunks, intervalMs: 0 });
    const results: { name: string; result: Measured }[] = [];
    for (const contestant of contestants(stage, options, ["open", "again", "new"])) {
      const job = { label: "bursts", clients, expected, spreadMs: 0, atLeast: 0 };
      await measure(
        stage,
        contestant,
        { ...options, profile: false },
        { ...job, forMs: options.quick ? 2_000 : 5_000 },
      );
      const forMs = options.quick ? 4_000 : 10_000;
      results.push({ name: contestant.name, result: await measure(stage, contestant, options, { ...job, forMs }) });
    }
    const table = {
      title: `Bursts (${chunks} chunks without a pause, ${clients} at once)`,
      header: [
        "",
        "exchanges/s",
        "target",
        "median ms",
        "p99 ms",
        "frames each",
        "CPU ms each",
        "server CPU",
        "upstream",
        "load",
        "loop p99 ms",
      ],
      rows: results.map(({ name, result }) => [
        name,
        number(result.exchanges / result.seconds, 0),
        name.startsWith("Causerie") ? "≥ 100" : "",
        number(result.whole.p50),
        number(result.whole.p99),
        number(result.frames / result.exchanges),
        number((result.server.cpuSeconds / result.exchanges) * 1000, 2),
        share(result.server),
        share(result.upstream),
        share(result.load),
        number(result.server.loopDelay.p99),
      ]),
      notes: [
        "CPU ms each: what the server itself computed for one exchange. The shares are of one core.",
        "Causerie: one conversation each, watched all the time. Watched anew: each exchange opens and closes its own event stream.",
        "New conversation: each exchange makes one and then watches it; the upstream is also asked for its title (at most two at a time).",
        ...troubles(results),
      ],
    };
    return { tables: [table], figures: results };
  });

function share(stretch: { cpuSeconds: number; seconds: number } | null): string {
  return stretch ? `${number((stretch.cpuSeconds / stretch.seconds) * 100, 0)} %` : "";
}
