import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { newId } from "@causerie/core";
import { silentLogger } from "@causerie/core/server";
import { type Database, openDatabase } from "@causerie/db";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { userCommands } from "../users/users.commands.ts";
import { promoteUser } from "./promote-user.ts";

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "causerie-cli-"));
});
afterAll(() => rm(dataDir, { recursive: true }));

const promote = (email: string, env: Record<string, string> = {}) =>
  promoteUser({ email }, { DATA_DIR: dataDir, ...env });

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

describe("user promote", () => {
  it("refuses what is no email address and a variable of the wrong form, in one sentence", async () => {
    await expect(promote("marie")).rejects.toThrow("marie is no email address.");
    await expect(promote("a@example.org", { DATABASE_URL: "mysql://localhost" })).rejects.toThrow(
      /^DATABASE_URL can't be used: .*$/,
    );
  });

  it("makes no database where there is none", async () => {
    const nowhere = path.join(dataDir, "nowhere");
    await expect(promote("a@example.org", { DATA_DIR: nowhere })).rejects.toThrow(
      `There is no database in ${nowhere} (DATA_DIR): start the server there first.`,
    );
    expect(existsSync(nowhere)).toBe(false);
  });

  it("promotes while the server runs, which hears of it", async () => {
    await withDatabase(async (db, changed) => {
      const [marie, gone] = [await addUser(db, "marie"), await addUser(db, "gone", false)];
      await expect(promote("nobody@example.org")).rejects.toThrow(
        "Nobody here has an account with the email nobody@example.org.",
      );
      await expect(promote(gone.email)).rejects.toThrow("deactivated");
      expect(changed).toEqual([]);
      expect(await promote("Marie@Example.ORG")).toEqual({ email: "marie@example.org" });
      expect(changed).toEqual([marie.id]);
      expect(await roleOf(db, marie.id)).toBe("admin");
      expect(await roleOf(db, gone.id)).toBe("user");
    });
  });

  it("promotes while no server runs, and leaves the database free", async () => {
    const { id } = await withDatabase((db) => addUser(db, "pierre"));
    await expect(promote("nobody@example.org")).rejects.toThrow("Nobody here");
    await promote("pierre@example.org");
    expect(await withDatabase((db) => roleOf(db, id))).toBe("admin");
  });
});
