import { spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, loadavg } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { formatTable } from "./figures/table.ts";
import { readOptions, type SectionName } from "./options.ts";
import { killChildren } from "./processes/child.ts";
import { browser } from "./sections/browser.ts";
import { bursts } from "./sections/bursts.ts";
import { company } from "./sections/company.ts";
import { fanOut } from "./sections/fan-out.ts";
import { firstToken } from "./sections/first-token.ts";
import { gateway } from "./sections/gateway.ts";
import { lists } from "./sections/lists.ts";
import { memory } from "./sections/memory.ts";
import { opening } from "./sections/opening.ts";
import { processes } from "./sections/processes.ts";
import { resume } from "./sections/resume.ts";
import { benchDirectory, type Section } from "./sections/section.ts";
import { start } from "./sections/start.ts";
import { streams } from "./sections/streams.ts";
import { usage } from "./sections/usage.ts";

const sections: Record<SectionName, Section> = {
  "first-token": firstToken,
  bursts,
  streams,
  lists,
  start,
  memory,
  resume,
  "fan-out": fanOut,
  company,
  processes,
  browser,
  opening,
  gateway,
  usage,
};

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  await mkdir(benchDirectory, { recursive: true });
  if (options.build) build();
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model ?? "unknown"}), Node ${process.versions.node}`;
  say(`# Benchmark of ${new Date().toISOString().slice(0, 16)}Z\n\n${machine}, the load on the same cores.`);
  const results: unknown[] = [];
  for (const name of options.sections) {
    const before = load();
    const { tables, figures } = await sections[name](options);
    for (const table of tables) say(formatTable(table));
    say(`Machine's load average: ${before} before, ${load()} after.`);
    results.push({ section: name, loadBefore: before, loadAfter: load(), figures });
    // After each section, so that a long run that is stopped leaves what it has found.
    await writeFile(path.join(benchDirectory, "latest.json"), JSON.stringify({ machine, options, results }, null, 2));
  }
}

function build(): void {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const turbo = path.join(root, "node_modules/.bin/turbo");
  const { status } = spawnSync(turbo, ["run", "build", "--output-logs=errors-only"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", TURBO_TELEMETRY_DISABLED: "1" },
  });
  if (status !== 0) throw new Error("The build failed: `pnpm build` shows where.");
}

function load(): string {
  return (loadavg()[0] ?? 0).toFixed(1);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

process.once("exit", killChildren);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
