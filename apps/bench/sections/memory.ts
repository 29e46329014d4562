import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "@causerie/core/testing/free-port";
import { number } from "../figures/table.ts";
import { startMinimal } from "../processes/minimal.ts";
import { startPlain } from "../processes/plain.ts";
import { startUpstream } from "../processes/upstream.ts";
import { benchDirectory, type Section } from "./section.ts";

const restMs = 10_000;
const server = fileURLToPath(new URL("../../web/server/main.ts", import.meta.url));

/** What the server holds when nobody asks anything: after it was ready, one page was loaded, and ten seconds went by. */
export const memory: Section = async () => {
  const dataDir = await mkdtemp(path.join(benchDirectory, "data-"));
  try {
    // The database is there already, as at every start but the first.
    const first = await startPlain([process.execPath, server], { dataDir, port: await freePort() });
    await first.stop();
    const plain = await startPlain([process.execPath, server], { dataDir, port: await freePort() });
    const ready = residentMib(plain.pid);
    const page = await fetch(`${plain.url}/sign-in`);
    if (!page.ok) throw new Error(`the sign-in page answered ${page.status}`);
    await page.text();
    await sleep(restMs);
    const rest = residentMib(plain.pid);
    await plain.stop();
    const minimal = await minimalMib();
    const table = {
      title: "Memory at rest (MiB resident)",
      header: ["", "when ready", "at rest", "target"],
      rows: [
        ["minimal", "", number(minimal, 0), ""],
        ["Causerie, embedded database", number(ready, 0), number(rest, 0), "≤ 450"],
      ],
      notes: ["At rest: ten seconds after its sign-in page was loaded once."],
    };
    return { tables: [table], figures: { ready, rest, minimal } };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
};

async function minimalMib(): Promise<number> {
  const upstream = await startUpstream();
  const minimal = await startMinimal(upstream.baseUrl);
  await sleep(restMs);
  const mib = residentMib(minimal.process.pid ?? 0);
  await minimal.stop();
  await upstream.stop();
  return mib;
}

function residentMib(pid: number): number {
  const { stdout } = spawnSync("ps", ["-o", "rss=", "-p", `${pid}`], { encoding: "utf8" });
  return Number(stdout.trim()) / 1024;
}
