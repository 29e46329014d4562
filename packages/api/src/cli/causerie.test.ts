import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { newId } from "@causerie/core";
import { silentLogger } from "@causerie/core/server";
import { type Database, openDatabase } from "@causerie/db";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { userCommands } from "../users/users.commands.ts";
import { runCauserie } from "./causerie.ts";

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "causerie-cli-"));
});
afterAll(() => rm(dataDir, { recursive: true }));

/** The command as an operator would type it, and all that it said. */
async function run(line: string, env: Record<string, string> = {}) {
  const said = { out: "", err: "" };
  const code = await runCauserie({
    args: line.split(" ").filter((word) => word !== ""),
    env: { DATA_DIR: dataDir, ...env },
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
  });
  return { code, ...said };
}

async function withDatabase<T>(work: (db: Database, changed: string[]) => Promise<T>): Promise<T> {
  const changed: string[] = [];
  const commands = userCommands({ onChange: (userId) => changed.push(userId) });
  const db = await openDatabase({ dataDir, logger: silentLogger, commands });
  try {
    return await work(db, changed);
  } finally {
    await db.close();
  }
}

function addUser(db: Database, name: string, isActive = true) {
  const names = { email: `${name}@example.org`, username: name, usernameKey: name };
  return db.asSystem("test: add a person", (tx) =>
    tx.user.create({ data: { id: newId("user"), ...names, isActive, passwordHash: "none" } }),
  );
}

const roleOf = (db: Database, id: string) =>
  db.asSystem("test: read a role", async (tx) => (await tx.user.findUnique({ where: { id } }))?.role);

describe("pnpm causerie", () => {
  it.each([
    "",
    "user",
    "user promote",
    "user demote a@example.org",
    "user promote a@example.org b",
    "backup",
    "constructor",
  ])("prints its usage and fails for %j", async (line) => {
    const { code, out, err } = await run(line);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("user promote EMAIL");
  });

  it("prints its usage when asked", async () => {
    expect(await run("--help")).toMatchObject({ code: 0, err: "", out: expect.stringContaining("user promote EMAIL") });
  });

  it("refuses what is no email address and a variable of the wrong form, in one sentence", async () => {
    expect(await run("user promote marie")).toEqual({ code: 2, out: "", err: "marie is no email address.\n" });
    const { code, err } = await run("user promote a@example.org", { DATABASE_URL: "mysql://localhost" });
    expect(code).toBe(1);
    expect(err).toMatch(/^DATABASE_URL can't be used: .*\n$/);
  });

  it("makes no database where there is none", async () => {
    const nowhere = path.join(dataDir, "nowhere");
    const { code, err } = await run("user promote a@example.org", { DATA_DIR: nowhere });
    expect(code).toBe(1);
    expect(err).toBe(`There is no database in ${nowhere} (DATA_DIR): start the server there first.\n`);
    expect(existsSync(nowhere)).toBe(false);
  });

  it("promotes while the server runs, which hears of it", async () => {
    await withDatabase(async (db, changed) => {
      const [marie, gone] = [await addUser(db, "marie"), await addUser(db, "gone", false)];
      expect(await run("user promote nobody@example.org")).toEqual({
        code: 1,
        out: "",
        err: "Nobody here has an account with the email nobody@example.org.\n",
      });
      expect(await run(`user promote ${gone.email}`)).toMatchObject({
        code: 1,
        err: expect.stringContaining("deactivated"),
      });
      expect(changed).toEqual([]);
      expect(await run("user promote Marie@Example.ORG")).toEqual({
        code: 0,
        out: "marie@example.org is an admin now.\n",
        err: "",
      });
      expect(changed).toEqual([marie.id]);
      expect(await roleOf(db, marie.id)).toBe("admin");
      expect(await roleOf(db, gone.id)).toBe("user");
    });
  });

  it("promotes while no server runs, and leaves the database free", async () => {
    const { id } = await withDatabase((db) => addUser(db, "pierre"));
    expect(await run("user promote nobody@example.org")).toMatchObject({ code: 1 });
    expect(await run("user promote pierre@example.org")).toMatchObject({ code: 0, err: "" });
    expect(await withDatabase((db) => roleOf(db, id))).toBe("admin");
  });
});
