import { noTracer, silentLogger, type Tracer } from "@causerie/core/server";
import type { PGlite } from "@electric-sql/pglite";
import { createDatabase, type Database } from "../database.ts";
import { engineOf, startEmbedded } from "../embedded/embedded.ts";
import type { Engine } from "../engine/engine.ts";
import { openPostgresql } from "../engine/postgresql.ts";
import { readMigrations } from "../migrations/migration-files.ts";
import { embeddedTemplate } from "./embedded-template.ts";
import { cloneServerDatabase } from "./server-template.ts";

export type TestDatabase = Database &
  AsyncDisposable & {
    /** Empties every table; about 6 ms, where a new clone costs half a second. */
    truncate(): Promise<void>;
    /** Runs SQL as the connecting user, outside every scope: to look at the catalogue or at a plan. */
    query: Engine["query"];
    /** The database's URL when the tests run on a PostgreSQL server. */
    readonly url: string | undefined;
  };

/** Empties every table but that of the migrations; also the audit log, whose triggers are out of force meanwhile. */
const emptyAll = `begin;
set local session_replication_role = replica;
do $$ begin
  execute (
    select 'truncate ' || string_agg(quote_ident(tablename), ', ') from pg_tables
    where schemaname = 'public' and tablename <> '_prisma_migrations'
  );
end $$;
commit`;

/** Databases in this process's memory that were given back: starting one costs three quarters of a second. */
const givenBack: PGlite[] = [];

/**
 * A migrated, empty database of one's own, cloned from one template, or an earlier test's that was emptied: whoever changes the
 * schema changes it back.
 *
 * Embedded and in memory; with `TEST_DATABASE_URL` set, a new database on that PostgreSQL server (the user needs CREATEDB
 * and CREATEROLE, and need not be a superuser). Give it back with `await using`, or by `close()`.
 */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  return server ? await onServer(server, options) : await inMemory(options);
}

type TestDatabaseOptions = {
  tracer?: Tracer;
  /** One that nobody had before: what the planner knows of its tables is what it knows at the first start. */
  neverUsed?: boolean;
};

async function inMemory({ tracer = noTracer, neverUsed = false }: TestDatabaseOptions): Promise<TestDatabase> {
  const used = neverUsed ? undefined : givenBack.pop();
  const database = used ?? (await startEmbedded({ image: await embeddedTemplate() }));
  const drop = async () => {
    await database.exec(emptyAll);
    givenBack.push(database);
  };
  return await testDatabase(engineOf(database, { logger: silentLogger }), tracer, { url: undefined, drop });
}

async function onServer(server: string, { tracer = noTracer }: TestDatabaseOptions): Promise<TestDatabase> {
  const clone = await cloneServerDatabase(server);
  const engine = openPostgresql({ url: clone.url, poolSize: 5, logger: silentLogger });
  return await testDatabase(engine, tracer, clone);
}

async function testDatabase(
  engine: Engine,
  tracer: Tracer,
  { url, drop }: { url: string | undefined; drop: () => Promise<void> },
): Promise<TestDatabase> {
  const database = createDatabase(engine, await readMigrations(), tracer);
  const close = async () => {
    await database.close();
    await drop();
  };
  return {
    ...database,
    url,
    query: engine.query,
    truncate: async () => {
      await engine.query('truncate "users", "system_settings", "usage_totals", "budgets" cascade');
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
