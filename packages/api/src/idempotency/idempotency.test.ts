import { silentLogger } from "@causerie/core/server";
import { createTestDatabase } from "@causerie/db/testing";
import { afterAll, expect, test } from "vitest";
import { codeOf } from "../testing/index.ts";
import { createIdempotencyService } from "./idempotency.service.ts";

const db = await createTestDatabase();
const deps = { db, log: silentLogger, authSecret: "an auth secret of the tests, long enough" };
/** Two processes on one database. */
const [one, other] = [createIdempotencyService(deps), createIdempotencyService(deps)];
afterAll(async () => {
  one.close();
  other.close();
  await db.close();
});

const owner = { userId: null, address: "192.0.2.1" };
const request = (key: string, content = "POST /conversations") => ({ owner, key, content: [content] });
const made = { status: 201, body: '{"secret":"shown once"}' };
const never = () => Promise.reject(new Error("it was done twice"));

test("another request with the same key is refused, in whichever process", async () => {
  await one.once(request("a"), async () => made);
  expect(await codeOf(other.once(request("a", "another"), never))).toBe("IDEMPOTENCY_KEY_REUSED");
});

test("while the first is under way the second is told to wait, and then gets its answer", async () => {
  let finish = (_answer: typeof made): void => undefined;
  const begun = Promise.withResolvers<void>();
  const first = one.once(request("b"), () => {
    begun.resolve();
    return new Promise((resolve) => {
      finish = resolve;
    });
  });
  await begun.promise;
  expect(await codeOf(other.once(request("b"), never))).toBe("IDEMPOTENCY_IN_PROGRESS");
  finish(made);
  expect(await first).toEqual({ ...made, replayed: false });
  expect(await other.once(request("b"), never)).toEqual({ ...made, replayed: true });
});

test("of a hundred at once one is done", async () => {
  let done = 0;
  const answers = await Promise.allSettled(
    Array.from({ length: 100 }, (_, at) =>
      (at % 2 === 0 ? one : other).once(request("c"), async () => {
        done += 1;
        return made;
      }),
    ),
  );
  expect(done).toBe(1);
  expect(answers.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
});

test("what was refused may be sent again; what a dead process began may be done by another, in time", async () => {
  await expect(one.once(request("d"), () => Promise.reject(new Error("refused")))).rejects.toThrow("refused");
  expect((await other.once(request("d"), async () => made)).replayed).toBe(false);

  const begun = Promise.withResolvers<void>();
  const forever = () => {
    begun.resolve();
    return new Promise<never>(() => undefined);
  };
  void one.once(request("e"), forever).catch(() => undefined);
  await begun.promise;
  expect(await codeOf(other.once(request("e"), never))).toBe("IDEMPOTENCY_IN_PROGRESS");
  await db.asSystem("test: as if its process had died", (tx) =>
    tx.idempotentRequest.updateMany({ data: { leaseUntil: new Date(0) } }),
  );
  expect((await other.once(request("e"), async () => made)).replayed).toBe(false);
});

test("an answer is forgotten when its time is over, and can't be read from what is kept", async () => {
  await one.once(request("f"), async () => made);
  const rows = await db.asSystem("test", (tx) => tx.idempotentRequest.findMany());
  expect(Buffer.from(JSON.stringify(rows)).includes("shown once")).toBe(false);
  expect(rows.some(({ answer }) => answer && Buffer.from(answer).includes("shown once"))).toBe(false);
  await db.asSystem("test: a day later", (tx) => tx.idempotentRequest.updateMany({ data: { expiresAt: new Date(0) } }));
  expect((await one.once(request("f", "another"), async () => made)).replayed).toBe(false);
});
