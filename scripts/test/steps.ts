import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";

/** How many tests of a step passed and failed. A check that counts nothing of its own is one test. */
export type Count = { passed: number; failed: number };

export type Step = {
  name: string;
  command: readonly string[];
  cwd: string;
  env?: Record<string, string>;
  /** Reads the runner's own report; absent: the exit code is the one test. */
  count?: () => Promise<Count>;
};

/** Runs a step with its output passed through, and counts it. A runner that fails without a report has failed once. */
export async function runStep(step: Step): Promise<Count> {
  const started = performance.now();
  process.stdout.write(`\n── ${step.name}\n`);
  const [command = "", ...args] = step.command;
  const child = spawn(command, args, {
    cwd: step.cwd,
    env: { ...process.env, ...step.env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
  const count = await countOf(step, exitCode);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`── ${step.name}: ${count.passed} passed, ${count.failed} failed (${seconds} s)\n`);
  return count;
}

async function countOf(step: Step, exitCode: number): Promise<Count> {
  if (!step.count) return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const reported = await step.count().catch(() => ({ passed: 0, failed: 0 }));
  // A suite that could not even be loaded fails the run without a failed test; no test at all is a failure too.
  const unreported = reported.failed === 0 && (exitCode !== 0 || reported.passed === 0);
  return unreported ? { ...reported, failed: 1 } : reported;
}

/** Counts from the report that vitest writes with `--reporter=json`. */
export async function countVitest(file: string): Promise<Count> {
  const report: { numPassedTests: number; numFailedTests: number } = JSON.parse(await readFile(file, "utf8"));
  return { passed: report.numPassedTests, failed: report.numFailedTests };
}

/**
 * Counts from the report that Playwright writes with `--reporter=json`. A test that passed only when it was tried again (CI
 * tries once more) passed, and is named: there is a race to find.
 */
export async function countPlaywright(file: string): Promise<Count> {
  const { stats }: { stats: { expected: number; unexpected: number; flaky: number } } = JSON.parse(
    await readFile(file, "utf8"),
  );
  if (stats.flaky > 0) process.stdout.write(`${stats.flaky} passed only at the second try: find the race.\n`);
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
}
