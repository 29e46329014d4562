import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Reporter, TestCase, TestModule } from "vitest/node";

/** What `scripts/test.ts` reads when a run of vitest has ended. */
export type VitestReport = {
  passed: number;
  failed: number;
  /** A line for each: what failed, and the first line of why. */
  failures: string[];
  /** Tests that passed only when they were tried again. */
  retried: string[];
};

/** Writes the counts and the names of what failed to the file that `CAUSERIE_TEST_REPORT` names. */
export default class CountsReporter implements Reporter {
  async onTestRunEnd(modules: readonly TestModule[], unhandled: readonly { message?: string }[]): Promise<void> {
    const file = process.env.CAUSERIE_TEST_REPORT;
    if (!file) return;
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const failed = tests.filter((test) => test.result().state === "failed");
    const failures = [
      ...failed.map((test) => `${nameOf(test)}: ${firstLine(test.result().errors?.[0]?.message)}`),
      // A file that could not be loaded, a hook that failed, a rejection that nobody awaited: no test of theirs failed.
      ...modules.flatMap((module) =>
        module.errors().map((error) => `${module.relativeModuleId}: ${firstLine(error.message)}`),
      ),
      ...unhandled.map((error) => `outside every test: ${firstLine(error.message)}`),
    ];
    const report: VitestReport = {
      passed: tests.filter((test) => test.result().state === "passed").length,
      failed: failures.length,
      failures,
      retried: tests.filter((test) => test.diagnostic()?.flaky).map(nameOf),
    };
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify(report));
  }
}

function nameOf(test: TestCase): string {
  return `${test.module.relativeModuleId} > ${test.fullName}`;
}

function firstLine(message = "no message"): string {
  return stripVTControlCharacters(message).split("\n", 1)[0] ?? "";
}
