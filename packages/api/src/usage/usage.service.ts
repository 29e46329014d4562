import type { Database } from "@causerie/db";
import * as repo from "./usage.repo.ts";
import type { AllUsage, MyUsage, UsageSum } from "./usage.schema.ts";

export type UsageService = ReturnType<typeof createUsageService>;

/** What was used, from the sums that are kept with the accounts. */
export function createUsageService({ db }: { db: Database }) {
  return {
    async mine(userId: string, input: MyUsage): Promise<{ items: UsageSum[] }> {
      return { items: await db.asUser(userId, (tx) => repo.readUsage(tx, { ...input, userId })) };
    },

    async all(input: AllUsage): Promise<{ items: UsageSum[] }> {
      return { items: await db.asSystem("usage: of everyone", (tx) => repo.readAllUsage(tx, input)) };
    },
  };
}
