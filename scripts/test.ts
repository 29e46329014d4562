import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { ensureBrowser } from "./test/browser.ts";
import { readPlaywright, readVitest } from "./test/reports.ts";
import { addUp, runSteps, type Step } from "./test/steps.ts";

/**
 * Every check and test of the project. What failed is named at the end, and the last line is `N passed, N failed`, added up
 * from what the runners report.
 *
 * `--only checks|units|e2e|security|faults` runs a part; `--long` gives the fault suite its minutes, and `--seed` the moments of an
 * earlier run of it. With TEST_DATABASE_URL (and TEST_REDIS_URL) set, `--only database` runs what touches a database on that
 * PostgreSQL (and on that Redis), then what several processes of the built app do on servers of their own.
 */
const root = path.join(import.meta.dirname, "..");
const bin = (name: string) => path.join(root, "node_modules/.bin", name);
const reports = path.join(root, "node_modules/.cache/causerie-test");
const node = process.execPath;

const { values } = parseArgs({
  options: { only: { type: "string" }, long: { type: "boolean", default: false }, seed: { type: "string" } },
});

/** Steps that run as many at a time as there are lanes: two cores carry two of those that use one. */
type Stage = { lanes: 1 | 2; steps: Step[] };

const check = (name: string, command: string[]): Step => ({ name, command, cwd: root });
const turbo = (name: string, task: string) => check(name, [bin("turbo"), "run", task, "--output-logs=errors-only"]);

function vitest(directory: string, env: Record<string, string> = {}): Step {
  const file = path.join(reports, `${directory.replaceAll("/", "-")}.json`);
  const reporter = path.join(root, "packages/config/vitest-reporter.ts");
  return {
    name: `tests of ${directory}`,
    command: [
      path.join(root, directory, "node_modules/.bin/vitest"),
      "run",
      "--reporter=default",
      `--reporter=${reporter}`,
    ],
    cwd: path.join(root, directory),
    env: { ...env, CAUSERIE_TEST_REPORT: file },
    report: () => readVitest(file),
  };
}

const checks = (): Step[] => [
  turbo("types", "typecheck"),
  check("types of scripts", [bin("tsc"), "-p", "scripts"]),
  check("arrows between packages", [
    bin("depcruise"),
    "apps",
    "packages",
    "scripts",
    "--config",
    ".dependency-cruiser.mjs",
  ]),
  check("unused code", [bin("knip")]),
  check("schema and migrations", [node, "packages/db/scripts/check-schema.ts"]),
  check("format and lint", [bin("biome"), "ci", "--colors=off", "."]),
  check("workspace", [bin("sherif")]),
  check("message catalogues", [node, "apps/web/scripts/check-messages.ts"]),
  check("environment variables", [node, "scripts/check-env.ts"]),
];

/** The longest first: they then end together. */
const units = (): Step[] =>
  [
    "packages/api",
    "apps/web",
    "packages/db",
    "apps/cli",
    "packages/llm",
    "packages/realtime",
    "packages/core",
    "packages/ui",
    "apps/bench",
  ].map((directory) => vitest(directory));

function endToEnd(): Step {
  const browser = ensureBrowser(root);
  const file = path.join(reports, "e2e.json");
  return {
    name: "end to end",
    command: [path.join(root, "apps/e2e/node_modules/.bin/playwright"), "test"],
    cwd: path.join(root, "apps/e2e"),
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file, ...(browser ? { CAUSERIE_BROWSER: browser } : {}) },
    report: () => readPlaywright(file),
  };
}

function faults(): Step {
  const browser = ensureBrowser(root);
  return vitest("apps/faults", {
    ...(values.long ? { FAULTS_LONG: "1" } : {}),
    ...(values.seed === undefined ? {} : { FAULTS_SEED: values.seed }),
    ...(browser ? { CAUSERIE_BROWSER: browser } : {}),
  });
}

const built = (...steps: Step[]): Stage => ({ lanes: 1, steps: [turbo("build", "build"), ...steps] });
const bundle = () => check("size of the chat page", [node, "apps/web/scripts/check-bundle.ts"]);

function stages(only: string | undefined): Stage[] {
  switch (only) {
    case undefined:
      return [
        { lanes: 2, steps: [...units(), ...checks()] },
        built(bundle(), endToEnd(), vitest("apps/security"), faults()),
      ];
    case "checks":
      return [{ lanes: 2, steps: checks() }];
    case "units":
      return [{ lanes: 2, steps: units() }];
    case "database":
      return [
        { lanes: 2, steps: ["packages/api", "packages/db", "packages/realtime"].map((directory) => vitest(directory)) },
        built(vitest("apps/scale")),
      ];
    case "e2e":
      return [built(bundle(), endToEnd())];
    case "security":
      return [built(vitest("apps/security"))];
    case "faults":
      return [built(faults())];
    default:
      throw new Error(`--only takes checks, units, database, e2e, security or faults, not ${only}`);
  }
}

await rm(reports, { recursive: true, force: true });
await mkdir(reports, { recursive: true });
const ended = [];
for (const { lanes, steps } of [{ lanes: 1, steps: [turbo("generated code", "generate")] }, ...stages(values.only)]) {
  ended.push(await runSteps(steps, lanes));
}
const { passed, failed, failures, retried } = addUp(ended);
if (failures.length + retried.length > 0) process.stdout.write("\n── not green\n");
for (const test of retried) process.stdout.write(`↻ passed only at the second try (find the race): ${test}\n`);
for (const failure of failures) process.stdout.write(`✗ ${failure}\n`);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
