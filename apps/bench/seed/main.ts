import { PGlite } from "@electric-sql/pglite";
import { btree_gin } from "@electric-sql/pglite/contrib/btree_gin";
import { unaccent } from "@electric-sql/pglite/contrib/unaccent";
import pg from "pg";
import { sentences } from "./sentences.ts";
import { insertConversations, insertMessages, makeSentences, readIndexes, shapeOf } from "./statements.ts";

/**
 * Fills a migrated database with one person's past, as the tables' owner: `node main.ts TARGET EMAIL MESSAGES`, the target being
 * a PostgreSQL server's address or the directory of an embedded database. Prints `seeded`.
 */
type Connection = {
  query(sql: string, parameters?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  close(): Promise<void>;
};

const batch = 25_000;

async function connect(target: string): Promise<Connection> {
  if (!target.startsWith("postgres")) {
    const database = await PGlite.create({ dataDir: target, extensions: { btree_gin, unaccent } });
    return { query: (sql, parameters) => database.query(sql, parameters), close: () => database.close() };
  }
  const client = new pg.Client({ connectionString: target });
  await client.connect();
  return { query: (sql, parameters) => client.query(sql, parameters), close: () => client.end() };
}

async function seed(db: Connection, email: string, messages: number): Promise<void> {
  const shape = shapeOf(messages);
  const { rows: indexes } = await db.query(readIndexes);
  for (const { name } of indexes) await db.query(`drop index "${name}"`);
  // Row-level security is forced, so that the owner too must take the system's role to write.
  await db.query("set role causerie_system");
  const { rows: users } = await db.query("select id from users where email = $1", [email]);
  const owner = users[0]?.id;
  if (typeof owner !== "string") throw new Error(`There is no account of ${email}.`);
  await db.query("reset role");
  await db.query(makeSentences, [sentences()]);
  await db.query("create unique index on sentences (s)");
  await db.query("analyze sentences");
  await db.query("grant select on sentences to causerie_system");
  await db.query("set role causerie_system");
  await db.query(insertConversations(shape), [owner]);
  for (let from = 0; from < messages; from += batch) {
    await db.query(insertMessages(shape, from, Math.min(from + batch, messages)), [owner]);
  }
  await db.query("reset role");
  await db.query("set maintenance_work_mem = '128MB'");
  for (const { definition } of indexes) await db.query(String(definition));
  await db.query("vacuum analyze");
}

const [, , target = "", email = "", messages = ""] = process.argv;
const db = await connect(target);
try {
  await seed(db, email, Number(messages));
  await db.close();
  process.stdout.write("seeded\n");
} catch (error) {
  // The message alone: the embedded database's errors repeat the whole statement.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
