import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { silentLogger } from "@causerie/core/server";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createDatabase } from "../database.ts";
import { type EmbeddedEngine, openEmbedded } from "../embedded/embedded.ts";
import type { Engine } from "../engine/engine.ts";
import { openPostgresql } from "../engine/postgresql.ts";
import { embeddedTemplate } from "../testing/embedded-template.ts";
import { createEmptyServerDatabase } from "../testing/server-template.ts";
import { applyMigrations } from "./apply-migrations.ts";
import { withIdCollation } from "./id-collation.ts";
import { type MigrationFile, prismaDir, readMigrations } from "./migration-files.ts";
import { forgetFailedMigrations } from "./migration-state.ts";
import { schemaDifference } from "./schema-difference.ts";

const present = await readMigrations();

const migration = (name: string, sql: string): MigrationFile => ({
  name,
  sql,
  checksum: createHash("sha256").update(sql).digest("hex"),
});

const good = migration("29990101000000_good", "CREATE TABLE extra (id text); DO $$ BEGIN PERFORM 1; END $$;");
const bad = migration("29990101000000_bad", "CREATE TABLE half (id text); SELECT 1 / 0;");

let engine: EmbeddedEngine;
beforeEach(async () => {
  engine = await openEmbedded({ image: await embeddedTemplate(), logger: silentLogger });
});
afterEach(() => engine.close());

const apply = (...more: MigrationFile[]) => applyMigrations(engine, [...present, ...more], silentLogger);
const exists = async (table: string, on: Engine = engine) =>
  (await on.query<{ there: boolean }>("select to_regclass($1) is not null as there", [`public.${table}`]))[0]?.there;

test("a pending migration is applied, once", async () => {
  await apply(good);
  await apply(good);
  expect(await exists("extra")).toBe(true);
  expect(await engine.query("select from _prisma_migrations where migration_name = $1", [good.name])).toHaveLength(1);
});

test("a failing migration stops the start, leaves nothing, and is tried again only after it was put right", async () => {
  await expect(apply(bad)).rejects.toThrow(
    /29990101000000_bad failed and was undone.*pnpm db:retry[\s\S]*division by zero/,
  );
  expect(await exists("half")).toBe(false);
  await expect(apply(bad)).rejects.toThrow(/failed and was undone/);

  expect(await forgetFailedMigrations(engine.query)).toEqual([bad.name]);
  await apply(migration(bad.name, "CREATE TABLE half (id text);"));
  expect(await exists("half")).toBe(true);
});

test("a database that is newer than the code stops the start", async () => {
  await apply(good);
  await expect(apply()).rejects.toThrow(/newer than this version.*29990101000000_good.*Start the newer version/);
});

test("a migration that was edited after it was applied stops the start", async () => {
  await apply(good);
  await expect(apply(migration(good.name, `${good.sql} `))).rejects.toThrow(
    /was changed after this database had applied it/,
  );
});

test("the health check names a migration that is missing", async () => {
  await expect(createDatabase(engine, [...present, good]).check()).rejects.toThrow(
    /lacks the migration 29990101000000_good/,
  );
});

describe("the schema and the migrations", () => {
  test("agree", async () => {
    expect(await schemaDifference()).toBe("");
  });

  test("are told apart by a new table", async () => {
    const schema = await readFile(path.join(prismaDir, "schema.prisma"), "utf8");
    const difference = await schemaDifference(`${schema}\nmodel Thing {\n  id String @id\n\n  @@map("things")\n}\n`);
    expect(difference).toContain('CREATE TABLE "things"');
  });

  test("a new migration's ids compare byte by byte", () => {
    const sql =
      'CREATE TABLE "t" (\n    "id" TEXT NOT NULL,\n    "user_id" TEXT,\n    "title" TEXT\n);\nALTER TABLE "t" ADD COLUMN     "run_id" TEXT;';
    expect(withIdCollation(sql)).toBe(
      'CREATE TABLE "t" (\n    "id" TEXT COLLATE "C" NOT NULL,\n    "user_id" TEXT COLLATE "C",\n    "title" TEXT\n);\nALTER TABLE "t" ADD COLUMN     "run_id" TEXT COLLATE "C";',
    );
  });

  test("every id column has that collation", async () => {
    const others = await engine.query<{ name: string }>(
      `select c.relname || '.' || a.attname as name from pg_attribute a
         join pg_class c on c.oid = a.attrelid join pg_collation o on o.oid = a.attcollation
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> '_prisma_migrations'
          and (a.attname in ('id', 'key') or a.attname like '%\\_id') and o.collname <> 'C'`,
    );
    expect(others).toEqual([]);
  });
});

const server = process.env.TEST_DATABASE_URL;

describe.runIf(server)("ten processes on one PostgreSQL server", () => {
  test("apply each migration once", async () => {
    const database = await createEmptyServerDatabase(server ?? "");
    const engines = Array.from({ length: 10 }, () =>
      openPostgresql({ url: database.url, poolSize: 3, logger: silentLogger }),
    );
    try {
      await Promise.all(engines.map((one) => applyMigrations(one, [...present, good], silentLogger)));
      const [first] = engines;
      const rows = await first?.query("select from _prisma_migrations");
      expect(rows).toHaveLength(present.length + 1);
    } finally {
      await Promise.all(engines.map((one) => one.close()));
      await database.drop();
    }
  });

  test("several databases are migrated at once", async () => {
    const databases = await Promise.all(Array.from({ length: 4 }, () => createEmptyServerDatabase(server ?? "")));
    await Promise.all(
      databases.map(async ({ url, drop }) => {
        const one = openPostgresql({ url, poolSize: 3, logger: silentLogger });
        try {
          await applyMigrations(one, present, silentLogger);
          expect(await exists("users", one)).toBe(true);
        } finally {
          await one.close();
          await drop();
        }
      }),
    );
  });
});
