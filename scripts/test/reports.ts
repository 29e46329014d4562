import { readFile } from "node:fs/promises";
import { stripVTControlCharacters } from "node:util";
import type { VitestReport } from "../../packages/config/vitest-reporter.ts";

/** How many tests passed and failed, and which failed. A check that counts nothing of its own is one test. */
export type Report = VitestReport;

/** What the workspace's own reporter of vitest wrote. */
export async function readVitest(file: string): Promise<Report> {
  return JSON.parse(await readFile(file, "utf8"));
}

type PlaywrightSuite = {
  title: string;
  suites?: PlaywrightSuite[];
  specs: { title: string; tests: { status: string; results: { error?: { message?: string } }[] }[] }[];
};

/**
 * What Playwright wrote with `--reporter=json`. A test that passed only when it was tried again (CI tries once more) passed,
 * and is named: there is a race to find.
 */
export async function readPlaywright(file: string): Promise<Report> {
  const report: {
    stats: { expected: number; unexpected: number; flaky: number };
    suites: PlaywrightSuite[];
    errors: { message?: string }[];
  } = JSON.parse(await readFile(file, "utf8"));
  const tests = report.suites.flatMap((suite) => testsOf(suite, []));
  return {
    passed: report.stats.expected + report.stats.flaky,
    failed: report.stats.unexpected + report.errors.length,
    failures: [
      ...tests.filter(({ status }) => status === "unexpected").map(({ name, why }) => `${name}: ${why}`),
      ...report.errors.map(({ message }) => `outside every test: ${firstLine(message)}`),
    ],
    retried: tests.filter(({ status }) => status === "flaky").map(({ name, why }) => `${name}: ${why}`),
  };
}

function testsOf(suite: PlaywrightSuite, above: readonly string[]): { name: string; status: string; why: string }[] {
  const names = [...above, suite.title];
  const own = suite.specs.flatMap((spec) =>
    spec.tests.map(({ status, results }) => ({
      name: [...names, spec.title].join(" > "),
      status,
      why: firstLine(results.find(({ error }) => error)?.error?.message),
    })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((inner) => testsOf(inner, names))];
}

function firstLine(message = "no message"): string {
  return stripVTControlCharacters(message).split("\n", 1)[0] ?? "";
}
