import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { ensureBrowser } from "./test/browser.ts";
import { countPlaywright, countVitest, runStep, type Step } from "./test/steps.ts";

/**
 * Every check and test of the project; its last line is `N passed, N failed`, added up from what the runners report.
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

const check = (name: string, command: string[]): Step => ({ name, command, cwd: root });
const build = () => check("build", [bin("turbo"), "run", "build", "--output-logs=errors-only"]);

function vitest(directory: string): Step {
  const file = path.join(reports, `${directory.replaceAll("/", "-")}.json`);
  return {
    name: `tests of ${directory}`,
    command: [
      path.join(root, directory, "node_modules/.bin/vitest"),
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ],
    cwd: path.join(root, directory),
    count: () => countVitest(file),
  };
}

function steps(only: string): Step[] {
  switch (only) {
    case "checks":
      return [
        check("format and lint", [bin("biome"), "ci", "--colors=off", "."]),
        check("types", [bin("turbo"), "run", "typecheck", "--output-logs=errors-only"]),
        check("unused code", [bin("knip")]),
        check("workspace", [bin("sherif")]),
        check("arrows between packages", [
          bin("depcruise"),
          "apps",
          "packages",
          "scripts",
          "--config",
          ".dependency-cruiser.mjs",
        ]),
        check("schema and migrations", [node, "packages/db/scripts/check-schema.ts"]),
        check("message catalogues", [node, "apps/web/scripts/check-messages.ts"]),
        check("environment variables", [node, "scripts/check-env.ts"]),
      ];
    case "units":
      return [
        "packages/core",
        "packages/db",
        "packages/llm",
        "packages/realtime",
        "packages/api",
        "packages/ui",
        "apps/bench",
        "apps/web",
        "apps/cli",
      ].map(vitest);
    case "database":
      return [...["packages/db", "packages/realtime", "packages/api"].map(vitest), build(), vitest("apps/scale")];
    case "security":
      return [build(), vitest("apps/security")];
    case "e2e": {
      const browser = ensureBrowser(root);
      const file = path.join(reports, "e2e.json");
      return [
        build(),
        check("size of the chat page", [node, "apps/web/scripts/check-bundle.ts"]),
        {
          name: "end to end",
          command: [path.join(root, "apps/e2e/node_modules/.bin/playwright"), "test"],
          cwd: path.join(root, "apps/e2e"),
          env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file, ...(browser ? { CAUSERIE_BROWSER: browser } : {}) },
          count: () => countPlaywright(file),
        },
      ];
    }
    case "faults": {
      const browser = ensureBrowser(root);
      const env = {
        ...(values.long ? { FAULTS_LONG: "1" } : {}),
        ...(values.seed === undefined ? {} : { FAULTS_SEED: values.seed }),
        ...(browser ? { CAUSERIE_BROWSER: browser } : {}),
      };
      return [build(), { ...vitest("apps/faults"), env }];
    }
    default:
      throw new Error(`--only takes checks, units, database, e2e, security or faults, not ${only}`);
  }
}

await rm(reports, { recursive: true, force: true });
await mkdir(reports, { recursive: true });
await runStep(check("generated code", [bin("turbo"), "run", "generate", "--output-logs=errors-only"]));
const total = { passed: 0, failed: 0 };
for (const step of values.only ? steps(values.only) : ["checks", "units", "e2e", "security", "faults"].flatMap(steps)) {
  const { passed, failed } = await runStep(step);
  total.passed += passed;
  total.failed += failed;
}
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exit(total.failed === 0 ? 0 : 1);
