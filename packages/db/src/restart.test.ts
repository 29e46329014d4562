import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { isConnectionLost } from "./index.ts";
import { createTestDatabase, type TestDatabase } from "./testing/index.ts";

const one = (db: TestDatabase) => db.asSystem("test: ask", (tx) => tx.$queryRaw`select 1 as one`);
const poolSize = 5;

/** Ends every other connection to the database, as a restart of the server does. */
async function endConnections(db: TestDatabase): Promise<void> {
  await db.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
}

/** Why a transaction's work was not even begun; null: it was, and whoever had begun may have been cut off. */
async function whyNotBegun(db: TestDatabase): Promise<unknown> {
  let begun = false;
  try {
    await db.asSystem("test: begin", async () => {
      begun = true;
    });
  } catch (error) {
    if (!begun || !isConnectionLost(error)) return error;
  }
  return null;
}

describe.runIf(process.env.TEST_DATABASE_URL)("a server that ends its connections", () => {
  test("undoes the transactions in progress, says why, and keeps none of the pool's places", async () => {
    await using db = await createTestDatabase();
    const person = { email: "a@example.org", username: "a", usernameKey: "a", passwordHash: "hash" };
    for (let turn = 0; turn <= 2 * poolSize; turn++) {
      const broken = db.asSystem("test: write", async (tx) => {
        await tx.user.create({ data: { id: `usr_${turn}`, ...person } });
        await endConnections(db);
        return tx.$queryRaw`select 1`;
      });
      expect(isConnectionLost(await broken.catch((error: unknown) => error))).toBe(true);
    }
    await expect(db.asSystem("test: count", (tx) => tx.user.count())).resolves.toBe(0);
    await expect(Promise.all(Array.from({ length: 4 * poolSize }, () => one(db)))).resolves.toBeDefined();
  });

  test("is not noticed by those who begin: nothing of theirs was done yet", async () => {
    await using db = await createTestDatabase();
    for (let turn = 0; turn < 5; turn++) {
      await Promise.all(Array.from({ length: poolSize }, () => one(db)));
      const ended = endConnections(db);
      // Waiting for it would let the pool notice; these meet connections that are dying.
      const begun = [];
      for (let count = 0; count < 20; count++) {
        begun.push(whyNotBegun(db));
        await setImmediate();
      }
      await ended;
      expect((await Promise.all(begun)).filter((reason) => reason !== null)).toEqual([]);
      await expect(one(db)).resolves.toEqual([{ one: 1 }]);
    }
  });

  test("a mistake is not taken for a lost connection", async () => {
    await using db = await createTestDatabase();
    const mistake = db.asSystem("test: a mistake", (tx) => tx.$queryRaw`select 1 / 0`);
    expect(isConnectionLost(await mistake.catch((error: unknown) => error))).toBe(false);
  });
});
