import { afterAll, beforeAll, expect, test } from "vitest";
import type { Db } from "./database.ts";
import { createTestDatabase } from "./testing/index.ts";

const db = await createTestDatabase();
afterAll(() => db.close());

const asSystem = <T>(work: (tx: Db) => Promise<T>) => db.asSystem("test: the audit log", work);
const daysAgo = (days: number, minutes = 0) => new Date(Date.now() - days * 86_400_000 - minutes * 60_000);
const entry = (id: string, at: Date) => ({ id, at, action: "test.done", actorId: "usr_ann" });
const ids = () =>
  asSystem(async (tx) =>
    (await tx.auditEntry.findMany({ orderBy: { id: "asc" }, select: { id: true } })).map(({ id }) => id),
  );
const drop = (days: number, enough = 1_000) =>
  asSystem(async (tx) => {
    const [row] = await tx.$queryRaw<{ dropped: number }[]>`
      select causerie_drop_audit_entries(${days}::int, ${enough}::int) as dropped`;
    return row?.dropped;
  });

const entries = [
  entry("aud_1_old", daysAgo(40)),
  entry("aud_2_just_older", daysAgo(30, 1)),
  entry("aud_3_just_younger", daysAgo(30, -1)),
  entry("aud_4_new", daysAgo(0)),
];
const all = entries.map(({ id }) => id);

beforeAll(() => asSystem((tx) => tx.auditEntry.createMany({ data: entries })));

const changes: [name: string, statement: string][] = [
  ["update", "update audit_entries set action = 'nothing'"],
  ["delete", "delete from audit_entries"],
  ["truncate", "truncate audit_entries"],
];

test.each(changes)("the system's role is refused to %s", async (_name, statement) => {
  await expect(asSystem((tx) => tx.$executeRawUnsafe(statement))).rejects.toThrow(/permission denied/);
  expect(await ids()).toEqual(all);
});

test.each([...changes, ["read", "select * from audit_entries"], ["add", "insert into audit_entries default values"]])(
  "a person's role is refused to %s",
  async (_name, statement) => {
    await expect(db.asUser("usr_ann", (tx) => tx.$executeRawUnsafe(statement))).rejects.toThrow(/permission denied/);
    await expect(
      db.asUser("usr_ann", (tx) => tx.$queryRaw`select causerie_drop_audit_entries(30, 10)`),
    ).rejects.toThrow(/permission denied/);
    expect(await ids()).toEqual(all);
  },
);

test.each(changes)("the table's owner does not %s by a slip", async (_name, statement) => {
  await expect(db.query(statement)).rejects.toThrow(/can only be added to/);
  expect(await ids()).toEqual(all);
});

test("saying what the retention says does not give a role what it lacks", async () => {
  const attempt = asSystem(async (tx) => {
    await tx.$queryRaw`select set_config('causerie.audit_retention', 'on', true)`;
    await tx.$executeRaw`delete from audit_entries`;
  });
  await expect(attempt).rejects.toThrow(/permission denied/);
  expect(await ids()).toEqual(all);
});

test("the retention takes the oldest first, no more than it is told, and never the last 30 days", async () => {
  expect(await drop(41)).toBe(0);
  expect(await drop(0, 1)).toBe(1);
  expect(await ids()).toEqual(all.slice(1));
  expect(await drop(0)).toBe(1);
  expect(await ids()).toEqual(all.slice(2));
  await expect(asSystem((tx) => tx.$executeRaw`delete from audit_entries`)).rejects.toThrow(/permission denied/);
});
