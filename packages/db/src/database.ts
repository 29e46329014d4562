import { setTimeout as delay } from "node:timers/promises";
import { noTracer, type Tracer } from "@causerie/core/server";
import type { Engine, PoolState } from "./engine/engine.ts";
import { currentScope, type Scope } from "./engine/scope.ts";
import { isConnectionLost } from "./errors.ts";
import { type Prisma, PrismaClient } from "./generated/client.ts";
import type { MigrationFile } from "./migrations/migration-files.ts";
import { MigrationError, pendingMigrations } from "./migrations/migration-state.ts";

/** What repositories take: Prisma within one transaction, whose scope is set. */
export type Db = Prisma.TransactionClient;

export type DatabaseStatus = {
  /** What its tables and indexes hold on the disk. */
  sizeBytes: number;
  /** How long one question took. */
  latencyMs: number;
  migrations: { applied: number; pending: string[]; latest: string | null };
};

export type Database = {
  readonly engine: "embedded" | "postgresql";
  /**
   * One transaction in which row-level security shows only what this user may see. It is rolled back when `work` rejects.
   * While the server can't be reached it is tried for ten seconds to begin one; `work` itself runs once.
   *
   * @param userId who is asking; an empty one is refused.
   */
  asUser<T>(userId: string, work: (db: Db) => Promise<T>): Promise<T>;
  /**
   * One transaction for the system's own work, which sees everything.
   *
   * @param reason names the work, e.g. `auth: sign in`; the server's activity view shows it (`application_name`).
   */
  asSystem<T>(reason: string, work: (db: Db) => Promise<T>): Promise<T>;
  /** Asks the database and the migrations' state; throws what is wrong. */
  check(): Promise<void>;
  /** How the database is, asked now. Throws what is wrong. */
  status(): Promise<DatabaseStatus>;
  /** The connections there are now. */
  pool(): PoolState;
  /** Ends every connection and gives the data directory free. */
  close(): Promise<void>;
};

/**
 * How long a transaction may wait for its turn, and how long it may last, in milliseconds. The embedded database runs
 * transactions one after another, so that hundreds at once wait for each other as a matter of course.
 */
const transactionLimits = { maxWait: 60_000, timeout: 120_000 };

/** How long a transaction that could not begin is tried again, in milliseconds: a PostgreSQL server restarts in less. */
const beginAgain = { forMs: 10_000, everyMs: 100 };

/** The {@link Database} on an open, migrated engine. */
export function createDatabase(
  engine: Engine,
  migrations: readonly MigrationFile[],
  tracer: Tracer = noTracer,
): Database {
  const system = { "db.system.name": "postgresql" };
  const prisma = new PrismaClient({ adapter: engine.adapter, transactionOptions: transactionLimits });

  async function transaction<T>(
    named: Pick<Scope, "role" | "userId" | "label">,
    work: (db: Db) => Promise<T>,
  ): Promise<T> {
    if (currentScope.getStore()?.state === "begun") {
      // On the embedded database the inner one would wait for the outer one for ever.
      throw new Error("A scope was opened inside another: pass the outer scope's `db` on instead.");
    }
    const giveUpAt = performance.now() + beginAgain.forMs;
    for (;;) {
      const scope: Scope = { ...named, onlyReads: engine.isFull, state: "new" };
      let begun = false;
      try {
        return await currentScope.run(scope, () =>
          prisma.$transaction(async (db) => {
            begun = true;
            if (scope.state !== "begun") throw new Error("The transaction began without its scope");
            return await work(db);
          }),
        );
      } catch (error) {
        // Of a transaction that never began nothing is done: the server restarts, or a connection had died unnoticed.
        if (begun || !isConnectionLost(error) || performance.now() > giveUpAt) throw error;
      } finally {
        scope.state = "ended";
      }
      await delay(beginAgain.everyMs * (0.5 + Math.random()));
    }
  }

  return {
    engine: engine.kind,
    async asUser(userId, work) {
      if (userId === "") throw new Error("asUser needs a user's id");
      const attributes = { ...system, "user.id": userId };
      return await tracer.span({ name: "database: as a person", kind: "client", attributes }, () =>
        transaction({ role: "causerie_app", userId, label: "causerie" }, work),
      );
    },
    async asSystem(reason, work) {
      if (reason.trim() === "") throw new Error("asSystem needs a reason");
      return await tracer.span({ name: `database: ${reason}`, kind: "client", attributes: system }, () =>
        transaction({ role: "causerie_system", userId: "", label: `causerie: ${reason}` }, work),
      );
    },
    async check() {
      const pending = await pendingMigrations(engine.query, migrations);
      if (pending.length > 0) {
        throw new MigrationError(`The database lacks the migration ${pending.map((file) => file.name).join(", ")}.`);
      }
    },
    async status() {
      const began = performance.now();
      const rows = await engine.query<{ bytes: string }>("select pg_database_size(current_database())::text as bytes");
      const latencyMs = performance.now() - began;
      const pending = (await pendingMigrations(engine.query, migrations)).map(({ name }) => name);
      const applied = migrations.filter(({ name }) => !pending.includes(name));
      const latest = applied.at(-1)?.name ?? null;
      return {
        sizeBytes: Number(rows[0]?.bytes ?? 0),
        latencyMs,
        migrations: { applied: applied.length, pending, latest },
      };
    },
    pool: () => engine.pool(),
    async close() {
      await prisma.$disconnect();
      await engine.close();
    },
  };
}
