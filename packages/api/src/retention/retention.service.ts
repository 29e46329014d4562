import { AppError, type Clock } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database } from "@causerie/db";
import type { AuditLog } from "../audit/audit-log.ts";
import type { IdleConversations } from "../conversations/idle-conversations.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import * as repo from "./retention.repo.ts";
import type { RetentionCounts, RetentionRules, RetentionState } from "./retention.schema.ts";
import { daysBefore, runRetentionPass } from "./retention-pass.ts";

export type RetentionService = ReturnType<typeof createRetentionService>;

const leaseSeconds = 60;
/** How long it rests between two passes, all processes together. */
const restSeconds = 3_600;
const lookEveryMs = 5 * 60_000;

/** What is deleted after some time, and the job that does it: one process at a time, whichever comes first. */
export function createRetentionService(deps: {
  db: Database;
  clock: Clock;
  log: Logger;
  store: SettingsStore;
  idle: IdleConversations;
  audit: Pick<AuditLog, "write">;
  /** Names this process. */
  ownerId: string;
}) {
  const { db, clock, log, store, idle, audit, ownerId } = deps;
  const turn = { ownerId, leaseSeconds, early: false };
  let running: Promise<unknown> = Promise.resolve();

  /** Null: it is not this process's turn. */
  async function pass(options: { early: boolean }): Promise<RetentionCounts | null> {
    const rules = store.current().retention;
    const mine = await db.asSystem("retention: take the turn", (tx) => repo.takeTurn(tx, { ...turn, ...options }));
    if (!mine) return null;
    try {
      const goOn: Parameters<typeof runRetentionPass>[0]["goOn"] = (tx) => repo.takeTurn(tx, turn);
      const deleted = await runRetentionPass({ db, clock, idle, goOn }, rules);
      const at = clock.now().toISOString();
      await db.asSystem("retention: say what was done", (tx) => repo.saveLastPass(tx, { at, deleted }));
      const any = Object.values(deleted).some((count) => count > 0);
      if (any) await audit.write({ action: "retention.pass", details: { ...rules, ...deleted } });
      return deleted;
    } finally {
      await db.asSystem("retention: end the turn", (tx) => repo.endTurn(tx, { ownerId, restSeconds }));
    }
  }

  function look(): void {
    const { conversationDays, auditDays, usageDays } = store.current().retention;
    if (conversationDays === null && auditDays === null && usageDays === null) return;
    running = pass({ early: false }).catch((error: unknown) => log.error({ err: error }, "retention failed"));
  }
  const timer = setInterval(look, lookEveryMs);
  timer.unref();

  const state = async (): Promise<RetentionState> => ({
    rules: store.current().retention,
    lastPass: await db.asSystem("retention: the last pass", (tx) => repo.findLastPass(tx)),
  });

  return {
    state,

    /** What a pass would delete now under those rules. */
    preview: ({ conversationDays, keepPinned, auditDays, usageDays }: RetentionRules): Promise<RetentionCounts> =>
      db.asSystem("retention: preview", async (tx) => ({
        conversations:
          conversationDays === null
            ? 0
            : await idle.count(tx, { before: daysBefore(clock, conversationDays), keepPinned }),
        auditEntries: auditDays === null ? 0 : await repo.countAuditEntries(tx, { days: auditDays }),
        usageEvents: usageDays === null ? 0 : await repo.countUsageEvents(tx, { before: daysBefore(clock, usageDays) }),
      })),

    async update(rules: RetentionRules): Promise<RetentionState> {
      await store.save("retention", rules);
      return await state();
    },

    /** Deletes now what the rules in force no longer keep. @throws {AppError} CONFLICT while a process is at it. */
    async run(): Promise<{ deleted: RetentionCounts }> {
      const deleted = await pass({ early: true });
      if (!deleted) throw new AppError("CONFLICT", { message: "another process is at it" });
      return { deleted };
    },

    async close(): Promise<void> {
      clearInterval(timer);
      await running;
    },
  };
}
