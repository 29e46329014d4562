import type { Database } from "@causerie/db";
import type { RunEngine } from "../chat/run-engine.ts";

export type Readiness = { ready: boolean; checks: Record<"database" | "runs", "ok" | "failed"> };

export type HealthService = {
  /** Really asks the database (with its migrations' state) and the run loop. */
  ready(): Promise<Readiness>;
};

export function createHealthService(deps: { db: Database; runs: RunEngine }): HealthService {
  const check = async (work: () => unknown) => {
    try {
      await work();
      return "ok" as const;
    } catch {
      return "failed" as const;
    }
  };
  return {
    async ready() {
      const [database, runs] = await Promise.all([
        check(() => deps.db.check()),
        check(() => deps.runs.assertAccepting()),
      ]);
      return { ready: database === "ok" && runs === "ok", checks: { database, runs } };
    },
  };
}
