import path from "node:path";
import { busySeconds } from "../figures/machine.ts";
import type { StreamJob, StreamResult } from "../load/jobs.ts";
import type { Options } from "../options.ts";
import type { Stretch } from "../probe/messages.ts";
import { benchDirectory, type Contestant, question, type Stage } from "./section.ts";

/** With what each process used meanwhile, and how many cores programs that are not the benchmark's used. */
export type Measured = StreamResult & { server: Stretch; upstream: Stretch | null; load: Stretch; othersCores: number };

/** Lets the load generator ask one contestant, and reads meanwhile what every process uses. */
export async function measure(
  stage: Stage,
  contestant: Contestant,
  options: Options,
  job: Omit<StreamJob, "kind" | "subject" | "question"> & { label: string },
): Promise<Measured> {
  const { server } = contestant;
  const { label, ...rest } = job;
  const others = server === stage.upstream ? [stage.load] : [stage.upstream, stage.load];
  const profile = options.profile && server === stage.causerie;
  await server.begin(profile ? path.join(benchDirectory, `${label}-${slug(contestant.name)}.cpuprofile`) : undefined);
  for (const other of others) await other.begin();
  const busy = busySeconds();
  const result = await stage.load.streams({ ...rest, subject: contestant.subject, question });
  const load = await stage.load.end();
  const upstream = server === stage.upstream ? null : await stage.upstream.end();
  const all = busySeconds() - busy;
  const own = await server.end();
  const used = own.cpuSeconds + load.cpuSeconds + (upstream?.cpuSeconds ?? 0);
  return { ...result, server: own, upstream, load, othersCores: Math.max(0, (all - used) / load.seconds) };
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]+/g, "-");
}

/** What went wrong and what disturbed, for the notes below a table; nothing when nothing did. */
export function troubles(named: readonly { name: string; result: Measured }[]): string[] {
  const others = Math.max(...named.map(({ result }) => result.othersCores));
  const disturbed = others > 0.2 ? [`Disturbed: other programs used up to ${others.toFixed(1)} cores meanwhile.`] : [];
  const failures = named.flatMap(({ name, result: { wrong, failed, failure } }) => [
    ...(wrong > 0 ? [`${name}: ${wrong} answers differ from the upstream's text.`] : []),
    ...(failed > 0 ? [`${name}: ${failed} exchanges failed, the first with: ${failure}`] : []),
  ]);
  return [...disturbed, ...failures];
}
