import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { startTestServer } from "../testing/server.ts";

const guide = path.join(import.meta.dirname, "../../../../docs/api.md");

test("every command of the guide does what it says", async () => {
  await using server = await startTestServer();
  const text = await readFile(guide, "utf8");
  const commands = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = ""]) => block);
  expect(commands.length).toBeGreaterThan(4);
  const script = ["set -eu -o pipefail", ...commands].join("\n");
  const { stdout } = await promisify(execFile)("bash", ["-c", script], {
    env: { ...process.env, CAUSERIE_URL: server.origin },
  });
  expect(stdout).toContain('"email":"ada@example.org"');
  expect(stdout).toMatch(/"answer":"[^"]+"/);
  expect(stdout).toContain("event: return");
  expect(stdout).toContain('"nextCursor"');
});
