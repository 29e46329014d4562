import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Measured, measure, modes } from "./llm-transport-modes.ts";

/**
 * What the way from a provider to `onDelta` costs: bytes read and split into events, the provider's own `doStream` over
 * the runtime's fetch, and our transport. The upstream and each mode run in processes of their own.
 *
 * `node apps/bench/llm-transport.ts [--streams 500]`
 */
const { values } = parseArgs({
  options: { streams: { type: "string", default: "500" }, mode: { type: "string" }, base: { type: "string" } },
});
const streams = Number(values.streams);

if (values.mode !== undefined && values.base !== undefined) {
  process.stdout.write(`${JSON.stringify(await measure(values.mode, values.base, streams))}\n`);
  process.exit(0);
}

const upstream = spawn(
  process.execPath,
  [fileURLToPath(import.meta.resolve("@causerie/llm/testing/fake-upstream-main")), "--port", "0"],
  { stdio: ["ignore", "pipe", "inherit"] },
);
const base = (await firstLine(upstream)).split(" ").at(-1) ?? "";
const rows: Measured[] = [];
for (const mode of modes) {
  const worker = spawn(
    process.execPath,
    [fileURLToPath(import.meta.url), "--mode", mode, "--base", base, "--streams", String(streams)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  rows.push(JSON.parse(await firstLine(worker)) as Measured);
}
upstream.kill();

const line = (name: string, cells: readonly (string | number)[]) =>
  `${name.padEnd(26)}${cells.map((cell) => String(cell).padStart(27)).join("")}\n`;
process.stdout.write(line("", modes));
for (const name of Object.keys(rows[0] ?? {}) as (keyof Measured)[]) {
  process.stdout.write(
    line(
      name,
      rows.map((row) => row[name]),
    ),
  );
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout?.on("data", (part: Buffer) => {
      text += part.toString();
      const end = text.indexOf("\n");
      if (end !== -1) resolve(text.slice(0, end));
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`a process of the benchmark ended early with ${code}`)));
  });
}
