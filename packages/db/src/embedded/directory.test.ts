import { type ChildProcess, spawn } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { silentLogger } from "@causerie/core/server";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { backUp } from "../back-up.ts";
import type { Database } from "../database.ts";
import { inspectDatabase } from "../inspect-database.ts";
import { type DatabaseOptions, openDatabase } from "../open-database.ts";
import { runDatabaseCommand } from "../run-database-command.ts";
import { restoreBackup } from "./restore.ts";

const fixture = fileURLToPath(new URL("./holder.fixture.ts", import.meta.url));

let root: string;
let dataDir: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), "causerie-db-"));
  // A first start takes seconds, so that one is made and copied.
  await (await openDatabase({ dataDir: path.join(root, "template"), logger: silentLogger })).close();
});

let count = 0;
beforeEach(async () => {
  dataDir = path.join(root, `data-${count++}`);
  await cp(path.join(root, "template"), dataDir, { recursive: true });
});

afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
});

afterAll(() => rm(root, { recursive: true, force: true }));

const open = (options: Partial<DatabaseOptions> = {}) => openDatabase({ dataDir, logger: silentLogger, ...options });

/** A second process; `lines` is what it says. */
function startHolder(mode?: "write") {
  const child = spawn(process.execPath, [fixture, dataDir, ...(mode ? [mode] : [])], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}

const next = async (lines: AsyncIterator<string>) => (await lines.next()).value as string | undefined;

const addPerson = (db: Database, name: string) =>
  db.asSystem("test: a person", (tx) =>
    tx.user.create({
      data: { id: `usr_${name}`, email: name, username: name, usernameKey: name, passwordHash: "hash" },
      select: { id: true },
    }),
  );

const people = (db: Database) =>
  db.asSystem("test: who is there", (tx) => tx.user.findMany({ select: { id: true }, orderBy: { id: "asc" } }));

describe("the directory's lock", () => {
  test("a second process is refused and touches nothing", async () => {
    const holder = startHolder();
    expect(await next(holder.lines)).toBe("ready");
    const before = await files(dataDir);

    const second = startHolder();
    expect(await next(second.lines)).toMatch(
      new RegExp(
        `^DirectoryInUseError: The embedded database in .* is in use by process ${holder.child.pid}\\. Stop it`,
      ),
    );
    await expect(open()).rejects.toThrow(/is in use by process \d+/);
    expect(await files(dataDir)).toEqual(before);
  });

  test("the same process is refused too, and may open it again once it was closed", async () => {
    const first = await open();
    await expect(open()).rejects.toThrow(/in use by this process/);
    await first.close();
    await (await open()).close();
    expect(await readdir(dataDir)).toEqual(["database"]);
  });

  test("a killed holder's lock is taken over at once, and no committed row is lost", async () => {
    const holder = startHolder("write");
    expect(await next(holder.lines)).toBe("ready");
    let committed = 0;
    while (committed < 60) committed = Number(await next(holder.lines));
    await kill(holder.child);

    const started = performance.now();
    const db = await open();
    expect(performance.now() - started).toBeLessThan(8_000);
    const rows = await db.asSystem("test: what is left", (tx) => tx.systemSetting.count());
    expect(rows).toBeGreaterThanOrEqual(committed);
    await db.close();
  });

  test("of many that find a dead holder's lock, one gets it", async () => {
    const holder = startHolder();
    expect(await next(holder.lines)).toBe("ready");
    await kill(holder.child);
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => open()));
    const opened = outcomes.filter((outcome) => outcome.status === "fulfilled");
    expect(opened).toHaveLength(1);
    await opened[0]?.value.close();
  });

  test("a holder elsewhere is believed for a minute after its last sign of life", async () => {
    const lock = path.join(dataDir, "lock");
    await writeFile(lock, JSON.stringify({ pid: 1, host: "elsewhere boot pid:[1]", started: "1", token: "t" }));
    await expect(open()).rejects.toThrow(/on another machine or in another container \(elsewhere\)/);
    const old = new Date(Date.now() - 61_000);
    await utimes(lock, old, old);
    await (await open()).close();
  });

  test("a process that got a dead holder's number is not taken for it", async () => {
    const lock = path.join(dataDir, "lock");
    const db = await open();
    const record: object = JSON.parse(await readFile(lock, "utf8"));
    await db.close();
    await writeFile(lock, JSON.stringify({ ...record, pid: process.ppid, started: "1" }));
    await (await open()).close();
  });
});

describe("commands", () => {
  const commands = { addPerson: async (db: Database, args: unknown) => addPerson(db, String(args)) };

  test("run in the process that has the database open", async () => {
    const holder = startHolder();
    expect(await next(holder.lines)).toBe("ready");
    const result = await runDatabaseCommand({ dataDir, logger: silentLogger, commands }, "whoHasIt", null);
    expect(result).toEqual({ pid: holder.child.pid });
    await expect(runDatabaseCommand({ dataDir, logger: silentLogger, commands }, "unknown", null)).rejects.toThrow(
      /does not know the command unknown/,
    );
  });

  test("run here when no process has it open", async () => {
    const result = await runDatabaseCommand({ dataDir, logger: silentLogger, commands }, "addPerson", "ann");
    expect(result).toEqual({ id: "usr_ann" });
    const db = await open();
    expect(await people(db)).toEqual([{ id: "usr_ann" }]);
    await db.close();
  });

  test("the socket is for this user only, and gone after the close", async () => {
    const db = await open();
    expect((await stat(path.join(dataDir, "control.sock"))).mode & 0o777).toBe(0o600);
    await db.close();
    expect(await readdir(dataDir)).toEqual(["database"]);
  });

  test("an error keeps its message", async () => {
    const db = await open({
      commands: {
        fail: async () => {
          throw new Error("no such person");
        },
      },
    });
    await expect(runDatabaseCommand({ dataDir, logger: silentLogger }, "fail", null)).rejects.toThrow("no such person");
    await db.close();
  });
});

describe("backup and restore", () => {
  test("a backup of the running server, made while it writes, is a consistent copy", { timeout: 60_000 }, async () => {
    const db = await open();
    await addPerson(db, "ann");
    let writing = true;
    const writer = (async () => {
      for (let index = 0; writing; index++) await addPerson(db, `p${index}`);
    })();
    const file = path.join(root, "running.backup");
    await backUp({ dataDir, file });
    writing = false;
    await writer;
    await db.close();

    const target = path.join(root, "restored-running");
    expect(await restoreBackup({ file, dataDir: target, replace: false })).toEqual({ keptAside: undefined });
    const copy = await openDatabase({ dataDir: target, logger: silentLogger });
    await copy.check();
    expect(await people(copy)).toContainEqual({ id: "usr_ann" });
    await copy.close();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readdir(dataDir)).sort()).toEqual(["database"]);
  });

  test("a restore refuses where there is data, and with --replace keeps it aside", async () => {
    const db = await open();
    await addPerson(db, "ann");
    await db.close();
    const file = path.join(root, "stopped.backup");
    await backUp({ dataDir, file });
    const changed = await open();
    await addPerson(changed, "bob");
    await expect(restoreBackup({ file, dataDir, replace: true })).rejects.toThrow(/in use/);
    await changed.close();

    await expect(restoreBackup({ file, dataDir, replace: false })).rejects.toThrow(/--replace/);
    const { keptAside } = await restoreBackup({ file, dataDir, replace: true });
    expect(await readdir(keptAside ?? "")).toContain("PG_VERSION");
    const restored = await open();
    expect(await people(restored)).toEqual([{ id: "usr_ann" }]);
    await restored.close();
  });

  test("a cut or foreign file is refused, and what is there stays", async () => {
    const file = path.join(root, "cut.backup");
    await backUp({ dataDir, file });
    await truncate(file, Math.floor((await stat(file)).size / 2));
    await expect(restoreBackup({ file, dataDir, replace: true })).rejects.toThrow(/not a whole backup/);
    await writeFile(file, "something else");
    await expect(restoreBackup({ file, dataDir, replace: true })).rejects.toThrow(/not a whole backup/);
    expect(await readdir(dataDir)).toEqual(["database"]);
    await (await open()).close();
  });

  test("without a database there is nothing to back up", async () => {
    const empty = path.join(root, "empty");
    await expect(backUp({ dataDir: empty, file: path.join(root, "none.backup") })).rejects.toThrow(
      /no embedded database/,
    );
  });
});

async function files(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return await Promise.all(
    entries
      .filter((entry) => entry.isFile() && entry.name !== "lock")
      .map(async (entry) => {
        const file = path.join(entry.parentPath, entry.name);
        return `${file} ${(await stat(file)).mtimeMs}`;
      }),
  );
}

describe("looking at a database", () => {
  const look = (options: { url?: string } = {}) => inspectDatabase({ dataDir, ...options });

  test("refuses a server that is not there", async () => {
    await expect(look({ url: "postgresql://nobody@127.0.0.1:1/none" })).rejects.toThrow("ECONNREFUSED");
  });

  test("asks the process that has it open, opens it where none has, and makes none", async () => {
    const database = await open();
    expect(await look()).toEqual({ kind: "held" });
    await database.close();
    expect(await look()).toMatchObject({ kind: "readable", pending: 0, version: expect.stringMatching(/^\d+/) });
    await (await open()).close();
    dataDir = path.join(root, "nowhere");
    expect(await look()).toEqual({ kind: "absent" });
    await expect(stat(dataDir)).rejects.toThrow("ENOENT");
  });
});
