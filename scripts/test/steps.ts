import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Report } from "./reports.ts";

export type Step = {
  name: string;
  command: readonly string[];
  cwd: string;
  env?: Record<string, string>;
  /** Reads the runner's own report; absent: the exit code is the one test. */
  report?: () => Promise<Report>;
};

/** How much of a check's output says why it failed, in lines. */
const tailLines = 30;

const lateOutputMs = 2_000;

/** As `pnpm start` has it: the processes that the tests start compile the same modules again and again. */
const compileCache = path.join(import.meta.dirname, "../../node_modules/.cache/node");

/**
 * Runs steps, as many at a time as there are lanes, and prints each one's output whole when it has ended; of a step that
 * runs alone, as it comes.
 *
 * @returns what all of them counted. A runner that fails without a report has failed once.
 */
export async function runSteps(steps: readonly Step[], lanes: number): Promise<Report> {
  const waiting = [...steps];
  const reports: Report[] = [];
  const lane = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      reports.push(await runStep(step, lanes === 1 || steps.length === 1));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return addUp(reports);
}

/** The reports of several as that of one. */
export function addUp(reports: readonly Report[]): Report {
  return {
    passed: reports.reduce((sum, { passed }) => sum + passed, 0),
    failed: reports.reduce((sum, { failed }) => sum + failed, 0),
    failures: reports.flatMap(({ failures }) => failures),
    retried: reports.flatMap(({ retried }) => retried),
  };
}

async function runStep(step: Step, live: boolean): Promise<Report> {
  const started = performance.now();
  process.stdout.write(`\n── ${step.name}${live ? "" : " …"}\n`);
  const { exitCode, output } = await run(step, live);
  const report = await reportOf(step, { exitCode, output });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (!live) process.stdout.write(`\n${output}`);
  process.stdout.write(`── ${step.name}: ${report.passed} passed, ${report.failed} failed (${seconds} s)\n`);
  return report;
}

async function run(step: Step, live: boolean): Promise<{ exitCode: number; output: string }> {
  const [command = "", ...args] = step.command;
  const colours = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
  const child = spawn(command, args, {
    cwd: step.cwd,
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache, ...colours, ...step.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (live) process.stdout.write(text);
    });
  }
  const closed = once(child, "close");
  const [code] = await once(child, "exit");
  // A process that outlives the step keeps its pipes open; what it still says is nobody's.
  await Promise.race([closed, sleep(lateOutputMs)]);
  return { exitCode: code ?? 1, output };
}

async function reportOf(step: Step, ended: { exitCode: number; output: string }): Promise<Report> {
  const tail = ended.output.trimEnd().split("\n").slice(-tailLines).join("\n");
  const nothing: Report = { passed: 0, failed: 1, failures: [tail], retried: [] };
  const named = (report: Report) => ({
    ...report,
    failures: report.failures.map((failure) => `${step.name}: ${failure}`),
    retried: report.retried.map((test) => `${step.name}: ${test}`),
  });
  if (!step.report) return ended.exitCode === 0 ? { passed: 1, failed: 0, failures: [], retried: [] } : named(nothing);
  const report = await step.report().catch(() => nothing);
  // A runner that says nothing failed and yet fails, or that ran no test at all, has failed once.
  const unreported = report.failed === 0 && (ended.exitCode !== 0 || report.passed === 0);
  return named(unreported ? { ...report, failed: 1, failures: [tail] } : report);
}
