import { busySeconds } from "../figures/machine.ts";
import type { LiveResult, Seat } from "../load/jobs.ts";
import type { Memory, Stretch } from "../probe/messages.ts";
import { type Causerie, signIn, startCauserie } from "../processes/causerie.ts";
import type { Child } from "../processes/child.ts";
import { type Load, startLoad } from "../processes/load.ts";
import { startPlainServer } from "../processes/plain-server.ts";
import { startStamps } from "../processes/stamps.ts";
import { startUpstream } from "../processes/upstream.ts";
import { withChildren } from "./section.ts";

/** Someone signed in, whom others invite by name. */
export type Person = { url: string; token: string; name: string };

/** All processes that watchers are measured with; the upstream's answers say when they were written. */
export type LiveStage = { plain: Child; causerie: Causerie; load: Load; people: readonly Person[] };

export function onLiveStage<Result>(
  options: { people: number; pieces: number; everyMs: number },
  work: (stage: LiveStage) => Promise<Result>,
): Promise<Result> {
  return withChildren(async (keep, dataDir) => {
    const models = keep(await startUpstream());
    const stamps = keep(await startStamps({ ...options, models: models.baseUrl }));
    const plain = keep(await startPlainServer({ upstreamUrl: stamps.announced }));
    const causerie = keep(await startCauserie({ dataDir, upstreamUrl: stamps.announced }));
    const load = keep(await startLoad());
    const people: Person[] = [];
    for (let i = 0; i < options.people; i++) {
      const name = `person${i}`;
      people.push({ url: causerie.url, token: await signIn(causerie.url, name), name });
    }
    return await work({ plain, causerie, load, people });
  });
}

/** What one server did while all seats watched it. */
export type LiveRow = {
  name: string;
  result: LiveResult;
  /** Before anybody watched, while all watched and nothing happened, and after what happened. */
  memory: { before: Memory; watched: Memory; after: Memory };
  server: Stretch;
  othersCores: number;
};

/** Seats watch, then `work` lets something happen; what the server uses is read before, between and after. */
export async function watched(
  load: Load,
  { name, server, seats }: { name: string; server: Child; seats: readonly Seat[] },
  work: () => Promise<LiveResult>,
): Promise<LiveRow> {
  const before = await server.memory();
  await load.live({ kind: "watch", seats });
  const quiet = await server.memory();
  await server.begin();
  await load.begin();
  const busy = busySeconds();
  const result = await work();
  const others = busySeconds() - busy;
  const own = await server.end();
  const used = own.cpuSeconds + (await load.end()).cpuSeconds;
  const after = await server.memory();
  await load.live({ kind: "leave" });
  const othersCores = Math.max(0, (others - used) / own.seconds);
  return { name, result, memory: { before, watched: quiet, after }, server: own, othersCores };
}

/** What disturbed, for the notes below a table. */
export function disturbances(rows: readonly LiveRow[]): string[] {
  const others = Math.max(...rows.map((row) => row.othersCores));
  return others > 0.2 ? [`Disturbed: other programs used up to ${others.toFixed(1)} cores meanwhile.`] : [];
}
