import type { Logger } from "@causerie/core/server";
import type { Database } from "@causerie/db";
import type { AppBus } from "../chat/conversation-events.ts";
import { createSharedState } from "../shared-state.ts";
import { findHardSubjects } from "./reservations.repo.ts";

export type HardBudgets = Awaited<ReturnType<typeof createHardBudgets>>;

/** Remembers whom hard budgets are for, so that a call that none counts costs the database nothing. */
export async function createHardBudgets(deps: { db: Database; bus: AppBus; log: Logger }) {
  const { db } = deps;
  const subjects = await createSharedState({
    ...deps,
    name: "budgets",
    load: async () => new Set(await db.asSystem("budgets: whom they are for", findHardSubjects)),
  });
  return {
    /** Whether a hard budget counts what this person spends by this key: only then is anything reserved. */
    count(userId: string, keyId: string | null): boolean {
      const { current } = subjects;
      return current.has("everyone") || current.has(userId) || (keyId !== null && current.has(keyId));
    },
    /** To be called once a change of budgets is committed: all processes hear of it. */
    changed: () => subjects.changed(),
    close: () => subjects.close(),
  };
}
