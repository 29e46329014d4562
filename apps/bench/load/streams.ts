import { setTimeout as sleep } from "node:timers/promises";
import { summarize } from "../figures/statistics.ts";
import { causerieAsker } from "./causerie.ts";
import { completionsAsker } from "./completions.ts";
import { directAsker } from "./direct.ts";
import type { Asker, Exchange } from "./exchange.ts";
import type { StreamJob, StreamResult, Subject } from "./jobs.ts";
import { minimalAsker } from "./minimal.ts";

/** How many clients get ready at once: opening is not what is measured. */
const openAtOnce = 20;

export async function runStreams(job: StreamJob): Promise<StreamResult> {
  const askers = Array.from({ length: job.clients }, (_, index) => askerOf(job.subject, index));
  for (let i = 0; i < askers.length; i += openAtOnce) {
    await Promise.all(askers.slice(i, i + openAtOnce).map((asker) => asker.open()));
  }
  const exchanges: Exchange[] = [];
  let failed = 0;
  let failure: string | null = null;
  let started = 0;
  const startedAt = performance.now();
  await Promise.all(
    askers.map(async (asker, index) => {
      await sleep((index / job.clients) * job.spreadMs);
      do {
        started += 1;
        try {
          exchanges.push(await asker.ask(job.question));
        } catch (error) {
          failed += 1;
          failure ??= error instanceof Error ? error.message : String(error);
          if (failed > 50) throw error;
        }
      } while (performance.now() - startedAt < job.forMs || started < job.atLeast);
    }),
  );
  for (const asker of askers) asker.close();
  const lastEnd = Math.max(...exchanges.map((exchange) => exchange.endedAt));
  return {
    exchanges: exchanges.length,
    seconds: (lastEnd - startedAt) / 1000,
    firstToken: summarize(exchanges.map((exchange) => exchange.firstAt - exchange.askedAt)),
    whole: summarize(exchanges.map((exchange) => exchange.endedAt - exchange.askedAt)),
    gaps: summarize(exchanges.flatMap((exchange) => exchange.gaps)),
    longestGaps: summarize(exchanges.map((exchange) => Math.max(0, ...exchange.gaps))),
    frames: exchanges.reduce((sum, exchange) => sum + exchange.frames, 0),
    wrong: exchanges.filter((exchange) => exchange.text !== job.expected).length,
    failed,
    failure,
  };
}

function askerOf(subject: Subject, index: number): Asker {
  switch (subject.kind) {
    case "direct":
      return directAsker(subject.url);
    case "minimal":
      return minimalAsker(subject.url);
    case "completions":
      return completionsAsker(subject);
    case "causerie": {
      const { url, tokens, manner, seats = [] } = subject;
      const seat = seats[index % seats.length] ?? { askUrl: url, watchUrl: url };
      return causerieAsker(seat, tokens[index % tokens.length] ?? "", manner);
    }
  }
}
