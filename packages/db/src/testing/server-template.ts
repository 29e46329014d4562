import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { silentLogger } from "@causerie/core/server";
import pg from "pg";
import { openPostgresql } from "../engine/postgresql.ts";
import { applyMigrations } from "../migrations/apply-migrations.ts";
import { readMigrations } from "../migrations/migration-files.ts";
import { templateHash } from "./template-hash.ts";

/** Names the lock under which one test process makes the template. */
const templateLock = 7_266_873_744n;

export type ServerDatabase = { url: string; drop: () => Promise<void> };

/** A new database on `server`, cloned from a migrated template that the first caller makes. */
export async function cloneServerDatabase(server: string): Promise<ServerDatabase> {
  const template = `causerie_template_${await templateHash()}`;
  const name = testDatabaseName();
  await withClient(server, async (client) => {
    // A database can't be cloned while another session is connected to it or clones it into being: one at a time.
    await client.query("select pg_advisory_lock($1)", [templateLock]);
    const { rowCount } = await client.query("select from pg_database where datname = $1", [template]);
    if (rowCount === 0) await makeTemplate(client, server, template);
    await client.query(`create database ${name} template ${template}`);
  });
  return serverDatabase(server, name);
}

/** A new database without tables on `server`. */
export async function createEmptyServerDatabase(server: string): Promise<ServerDatabase> {
  const name = testDatabaseName();
  await withClient(server, async (client) => {
    await client.query(`create database ${name}`);
  });
  return serverDatabase(server, name);
}

function testDatabaseName(): string {
  return `causerie_test_${randomBytes(6).toString("hex")}`;
}

function serverDatabase(server: string, name: string): ServerDatabase {
  return {
    url: databaseUrl(server, name),
    drop: () =>
      withClient(server, async (client) => {
        await connectionsClosed(client, name);
        await client.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

/**
 * Waits, a few seconds at most, until nobody is connected. A pool that was ended has said goodbye but may not be gone yet, and a
 * connection that the server cuts then throws where nobody listens.
 */
async function connectionsClosed(client: pg.Client, name: string): Promise<void> {
  for (let attempt = 0; attempt < 250; attempt++) {
    const { rowCount } = await client.query("select from pg_stat_activity where datname = $1", [name]);
    if (rowCount === 0) return;
    await setTimeout(20);
  }
}

async function makeTemplate(client: pg.Client, server: string, template: string): Promise<void> {
  const partial = `${template}_${randomBytes(4).toString("hex")}`;
  await client.query(`create database ${partial}`);
  const engine = openPostgresql({ url: databaseUrl(server, partial), poolSize: 3, logger: silentLogger });
  try {
    await applyMigrations(engine, await readMigrations(), silentLogger);
  } finally {
    await engine.close();
  }
  await client.query(`alter database ${partial} rename to ${template}`);
}

/** `server` with another database's name. */
function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function withClient(server: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
