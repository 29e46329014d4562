import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Table } from "../figures/table.ts";
import type { Subject } from "../load/jobs.ts";
import type { Options } from "../options.ts";
import { type Causerie, signInPeople, startCauserie } from "../processes/causerie.ts";
import type { Child } from "../processes/child.ts";
import { type Load, startLoad } from "../processes/load.ts";
import { startMinimal } from "../processes/minimal.ts";
import { startUpstream, type Upstream } from "../processes/upstream.ts";

/** What a section found: the table for people, and every figure behind it for programs. */
export type Findings = { tables: Table[]; figures: unknown };
export type Section = (options: Options) => Promise<Findings>;

/** Where results, profiles and seeded databases are kept; not part of the repository. */
export const benchDirectory = fileURLToPath(new URL("../../../.bench", import.meta.url));

/** All processes that streams are measured with. */
export type Stage = {
  upstream: Upstream;
  minimal: Child;
  causerie: Causerie;
  load: Load;
  tokens: readonly string[];
};

const people = 8;

/** Starts them on an empty embedded database, and stops them whatever `work` does. */
export function onStage<Result>(work: (stage: Stage) => Promise<Result>): Promise<Result> {
  return withChildren(async (keep, dataDir) => {
    const upstream = keep(await startUpstream());
    const minimal = keep(await startMinimal(upstream.baseUrl));
    const causerie = keep(await startCauserie({ dataDir, upstreamUrl: upstream.baseUrl }));
    const load = keep(await startLoad());
    const tokens = await signInPeople(causerie.url, people);
    return await work({ upstream, minimal, causerie, load, tokens });
  });
}

export type Keep = <Kind extends { stop(): Promise<void> }>(child: Kind) => Kind;

/** Gives `work` a folder for data; what it hands to `keep` is stopped at its end, the last first, and the folder removed. */
export async function withChildren<Result>(work: (keep: Keep, dataDir: string) => Promise<Result>): Promise<Result> {
  const dataDir = await mkdtemp(path.join(benchDirectory, "data-"));
  const children: { stop(): Promise<void> }[] = [];
  const keep: Keep = (child) => {
    children.unshift(child);
    return child;
  };
  try {
    return await work(keep, dataDir);
  } finally {
    for (const child of children) await child.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** One column of the tables: whom the load generator asks, and the process that does the work. */
export type Contestant = { name: string; subject: Subject; server: Child };

export function contestants(stage: Stage, options: Options, manners: ("open" | "again" | "new")[]): Contestant[] {
  const { upstream, minimal, causerie, tokens } = stage;
  const { url } = causerie;
  const causeries = manners.map((manner) => ({
    name: mannerNames[manner],
    subject: { kind: "causerie" as const, url, tokens, manner },
    server: causerie,
  }));
  return [
    { name: "direct", subject: { kind: "direct", url: upstream.baseUrl }, server: upstream },
    ...(options.alone
      ? []
      : [{ name: "minimal", subject: { kind: "minimal" as const, url: minimal.announced }, server: minimal }]),
    ...causeries,
  ];
}

const mannerNames = { open: "Causerie", again: "Causerie, watched anew", new: "Causerie, new conversation" } as const;

/** The same for every exchange, so that the upstream answers each from the same bytes. */
export const question = "What does the river do in the morning, and who has written the three letters?";
