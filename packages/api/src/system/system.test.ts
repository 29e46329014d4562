import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ChatApp, codeOf, createChatApp, type Person } from "../testing/index.ts";
import { readCodeVersion } from "./code-version.ts";

let app: ChatApp;
let admin: Person;
beforeAll(async () => {
  app = await createChatApp();
  admin = await app.person("root", "admin");
});
afterAll(() => app[Symbol.asyncDispose]());

it("is told to admins alone", async () => {
  const member = await app.person("member");
  expect(await codeOf(member.caller.system.status())).toBe("FORBIDDEN");
});

it("knows the database, what waits, the disk and this process", async () => {
  app.upstream.default({ tokens: 2_000, intervalMs: 20 });
  const { runId } = await admin.caller.chat.send({ content: "Hello" });
  await expect.poll(async () => (await admin.caller.system.status()).processes[0]?.runs.streaming).toBe(1);
  const status = await admin.caller.system.status();
  expect(status.database.state?.migrations).toMatchObject({ pending: [], applied: expect.any(Number) });
  expect(status.database.state?.sizeBytes).toBeGreaterThan(1_000_000);
  expect((status.queue?.streaming ?? 0) + (status.queue?.queued ?? 0)).toBe(1);
  expect(status.disk?.freeBytes).toBeGreaterThan(0);
  expect(status.processes).toHaveLength(1);
  expect(status.processes[0]).toMatchObject({ pid: process.pid, node: process.versions.node });
  await admin.caller.chat.stop({ runId: runId ?? "" });
});

it("knows the other processes that are there, and not those that have gone", async () => {
  const other = await app.beside();
  expect((await admin.caller.system.status()).processes).toHaveLength(2);
  await other.close();
  expect((await admin.caller.system.status()).processes).toHaveLength(1);
});

it("tells the code's version from the package and the checkout, or says that it can't", async () => {
  const root = await mkdtemp(path.join(tmpdir(), "version-"));
  expect(await readCodeVersion(root)).toEqual({ version: null, commit: null });
  const commit = "0123456789abcdef0123456789abcdef01234567";
  await mkdir(path.join(root, ".git/refs/heads"), { recursive: true });
  await writeFile(path.join(root, "package.json"), `{"version":"1.2.3"}`);
  await writeFile(path.join(root, ".git/HEAD"), "ref: refs/heads/main\n");
  await writeFile(path.join(root, ".git/packed-refs"), `# pack-refs\n${commit} refs/heads/main\n`);
  expect(await readCodeVersion(root)).toEqual({ version: "1.2.3", commit: commit.slice(0, 12) });
  await writeFile(path.join(root, ".git/HEAD"), `${commit}\n`);
  expect((await readCodeVersion(root)).commit).toBe(commit.slice(0, 12));
  await rm(root, { recursive: true });
});
