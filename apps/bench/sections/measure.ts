import path from "node:path";
import type { StreamJob, StreamResult } from "../load/jobs.ts";
import type { Options } from "../options.ts";
import type { Stretch } from "../probe/messages.ts";
import { benchDirectory, type Contestant, question, type Stage } from "./section.ts";

export type Measured = StreamResult & { server: Stretch; upstream: Stretch | null; load: Stretch };

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
  const result = await stage.load.streams({ ...rest, subject: contestant.subject, question });
  const load = await stage.load.end();
  const upstream = server === stage.upstream ? null : await stage.upstream.end();
  return { ...result, server: await server.end(), upstream, load };
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]+/g, "-");
}

/** What went wrong, for the notes below a table; nothing when nothing did. */
export function troubles(named: readonly { name: string; result: StreamResult }[]): string[] {
  return named.flatMap(({ name, result: { wrong, failed, failure } }) => [
    ...(wrong > 0 ? [`${name}: ${wrong} answers differ from the upstream's text.`] : []),
    ...(failed > 0 ? [`${name}: ${failed} exchanges failed, the first with: ${failure}`] : []),
  ]);
}
