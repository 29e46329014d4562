import type { Logger } from "@causerie/core/server";
import type { Query } from "../engine/engine.ts";

/** How often the tables are looked at, in milliseconds. */
const intervalMs = 60_000;

/** As PostgreSQL's autovacuum has it, but with a tenth of the table for a fifth. */
const needy = `
  select relname as name from pg_stat_user_tables
  where n_dead_tup > 1000 + 0.1 * n_live_tup or n_mod_since_analyze > 1000 + 0.1 * n_live_tup
  order by greatest(n_dead_tup, n_mod_since_analyze)
  limit 1`;

/**
 * Does for the embedded database what autovacuum does on a server, where nothing runs by itself: gives the space of deleted rows
 * back and renews the planner's statistics. One table at a time, when nobody asks for anything: it holds everything up.
 *
 * @param isIdle whether no query runs or waits.
 * @returns what stops it.
 */
export function maintain(options: { query: Query; isIdle: () => boolean; logger: Logger }): () => void {
  const timer = setInterval(() => {
    if (!options.isIdle()) return;
    vacuumNeediest(options.query).catch((error: unknown) => {
      options.logger.warn({ err: error }, "the embedded database could not be tidied up");
    });
  }, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Vacuums the table that needs it most; says which, if any does. */
export async function vacuumNeediest(query: Query): Promise<string | undefined> {
  // What was counted is otherwise published a second late.
  await query("select pg_stat_force_next_flush()");
  const [table] = await query<{ name: string }>(needy);
  if (table) await query(`vacuum (analyze) "${table.name}"`);
  return table?.name;
}
