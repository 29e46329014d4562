import type { Clock } from "@causerie/core";
import type { Database, Db } from "@causerie/db";
import type { IdleConversations } from "../conversations/idle-conversations.ts";
import * as repo from "./retention.repo.ts";
import type { RetentionCounts, RetentionRules } from "./retention.schema.ts";

const dayMs = 86_400_000;
/** What one transaction deletes at most: no request waits long for it. */
const batch = { conversations: 50, auditEntries: 1_000, usageEvents: 1_000 };

export const daysBefore = (clock: Clock, days: number) => new Date(clock.now().getTime() - days * dayMs);

/**
 * Deletes what the rules no longer keep, batch by batch.
 *
 * @param deps.goOn is asked in each batch's transaction; false: the turn is another's, and nothing more is deleted.
 */
export async function runRetentionPass(
  deps: { db: Database; clock: Clock; idle: IdleConversations; goOn(tx: Db): Promise<boolean> },
  rules: RetentionRules,
): Promise<RetentionCounts> {
  const { db, clock, idle, goOn } = deps;
  const { conversationDays, keepPinned, auditDays, usageDays } = rules;
  const deleted: RetentionCounts = { conversations: 0, auditEntries: 0, usageEvents: 0 };

  /** Repeats a batch for as long as it finds something. */
  async function drain(what: keyof RetentionCounts, work: (tx: Db) => Promise<{ count: number; after?: () => void }>) {
    for (;;) {
      const done = await db.asSystem(`retention: ${what}`, async (tx) => ((await goOn(tx)) ? await work(tx) : null));
      done?.after?.();
      deleted[what] += done?.count ?? 0;
      if (!done || done.count === 0) return;
    }
  }

  if (conversationDays !== null) {
    const before = daysBefore(clock, conversationDays);
    let afterId = "";
    await drain("conversations", async (tx) => {
      const { count, lastId, announce } = await idle.delete(tx, {
        before,
        keepPinned,
        afterId,
        limit: batch.conversations,
      });
      afterId = lastId ?? afterId;
      return { count, after: announce };
    });
  }
  if (auditDays !== null) {
    const query = { days: auditDays, limit: batch.auditEntries };
    await drain("auditEntries", async (tx) => ({ count: await repo.dropAuditEntries(tx, query) }));
  }
  if (usageDays !== null) {
    const query = { before: daysBefore(clock, usageDays), limit: batch.usageEvents };
    await drain("usageEvents", async (tx) => ({ count: await repo.deleteUsageEvents(tx, query) }));
  }
  return deleted;
}
