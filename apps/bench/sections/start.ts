import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "@causerie/core/testing/free-port";
import { percentile } from "../figures/statistics.ts";
import { number } from "../figures/table.ts";
import { startMinimal } from "../processes/minimal.ts";
import { startPlain } from "../processes/plain.ts";
import { benchDirectory, type Section } from "./section.ts";

const server = fileURLToPath(new URL("../../web/server/main.ts", import.meta.url));

/** Under `pnpm bench` the package manager says how it itself is run. */
function pnpm(): string[] {
  const own = process.env.npm_execpath;
  if (!own?.includes("pnpm")) return ["npx", "-y", "pnpm"];
  return /\.[cm]?js$/.test(own) ? [process.execPath, own] : [own];
}

/** From the command to the first 200 of `/api/health/ready`, on the embedded database, with nothing to build. */
export const start: Section = async (options) => {
  const dataDir = await mkdtemp(path.join(benchDirectory, "data-"));
  const ready = async (command: readonly string[]) => {
    const plain = await startPlain(command, { dataDir, port: await freePort() });
    await plain.stop();
    return plain.readyMs;
  };
  const again = async (command: readonly string[]) => {
    const times: number[] = [];
    for (let i = 0; i < (options.quick ? 3 : 7); i++) times.push(await ready(command));
    return times;
  };
  try {
    const first = await ready([process.execPath, server]);
    // Builds whatever changed since the last build; from here on nothing has.
    await ready([...pnpm(), "start"]);
    const rows = [
      { name: "minimal server", times: await minimalTimes(options.quick ? 3 : 7), target: "" },
      { name: "first start: makes the database (node)", times: [first], target: "" },
      { name: "second start: pnpm start", times: await again([...pnpm(), "start"]), target: "< 3" },
      { name: "second start: the server alone (node)", times: await again([process.execPath, server]), target: "" },
    ];
    const table = {
      title: "Start to ready (s)",
      header: ["", "median", "longest", "target", "starts"],
      rows: rows.map(({ name, times, target }) => [
        name,
        number(percentile(times, 0.5) / 1000, 2),
        number(percentile(times, 1) / 1000, 2),
        target,
        number(times.length, 0),
      ]),
      notes: [`pnpm start was run as \`${[...pnpm().map((part) => path.basename(part)), "start"].join(" ")}\`.`],
    };
    return { tables: [table], figures: rows };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
};

async function minimalTimes(count: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const startedAt = performance.now();
    const minimal = await startMinimal("http://127.0.0.1:9");
    times.push(performance.now() - startedAt);
    await minimal.stop();
  }
  return times;
}
