import { AppError, type Clock, newId } from "@causerie/core";
import type { Database } from "@causerie/db";
import type { MessagesService } from "../messages/messages.service.ts";
import type { HardBudgets } from "../model-calls/hard-budgets.ts";
import { periodEnd } from "../model-calls/periods.ts";
import type { ModelsService } from "../models/models.service.ts";
import * as repo from "./budgets.repo.ts";
import type { BudgetSubject, BudgetView, MyBudget, SetBudget } from "./budgets.schema.ts";
import { nextCost } from "./next-cost.ts";

export type BudgetsService = ReturnType<typeof createBudgetsService>;

/** What may be spent, and by whom. That nobody spends more is the matter of `model-calls`. */
export function createBudgetsService(deps: {
  db: Database;
  clock: Clock;
  hardBudgets: HardBudgets;
  messages: Pick<MessagesService, "list">;
  models: Pick<ModelsService, "effective" | "usualFor">;
  /** How many messages of a conversation go with each question. */
  memoryMessages: number;
}) {
  const { db, clock, hardBudgets, messages, models, memoryMessages } = deps;

  /** The budgets that count what this person spends, by this key if one was brought. */
  async function mine(userId: string, keyId: string | null): Promise<{ items: MyBudget[] }> {
    const at = clock.now();
    const rows = await db.asUser(userId, (tx) => repo.readStandings(tx, { userId, keyId, at }));
    return { items: rows.map((row) => toView(row, at)) };
  }

  return {
    mine,

    /** What the next message may cost at most, and what is left. @throws {AppError} NOT_FOUND */
    async next(userId: string, input: { conversationId?: string | undefined; model?: string | undefined }) {
      const { conversationId } = input;
      const limit = Math.min(memoryMessages, 100);
      const sent = conversationId ? (await messages.list(userId, { conversationId, limit })).items : [];
      const model = await models.effective(input.model ?? models.usualFor(userId, null));
      return nextCost({ model, sent, budgets: (await mine(userId, null)).items });
    },

    /** All budgets that were set, and how they stand; those that people gave their own keys stand with the keys. */
    async list(): Promise<{ items: BudgetView[] }> {
      const at = clock.now();
      const rows = await db.asSystem("budgets: list", (tx) => repo.readAllStandings(tx, at));
      return {
        items: rows.map((row) => ({ ...toView(row, at), subject: row.subject, name: row.name, person: row.person })),
      };
    },

    /** The first people, with their keys, of whom this is a part of a name, an email or a key. */
    async subjects(text: string): Promise<{ items: BudgetSubject[] }> {
      const items = await db.asSystem("budgets: whom one can be for", (tx) =>
        repo.findSubjects(tx, { text, limit: 20 }),
      );
      return { items };
    },

    /** Sets, changes or takes away a budget; it holds from the next call on. @throws {AppError} NOT_FOUND */
    async set(input: SetBudget): Promise<void> {
      const { limitMicros, ...which } = input;
      await db.asSystem("budgets: set", async (tx) => {
        if (limitMicros === null) return repo.deleteBudget(tx, which);
        const userId = which.subject === "everyone" ? null : await repo.findOwner(tx, which.subject);
        if (which.subject !== "everyone" && userId === null) {
          throw new AppError("NOT_FOUND", { message: "no such person or key" });
        }
        const row = { id: newId("budget"), ...which, userId, limitMicros: BigInt(limitMicros), updatedAt: clock.now() };
        await repo.upsertBudget(tx, row);
      });
      await hardBudgets.changed();
    },
  };
}

function toView(row: repo.Standing, at: Date): MyBudget {
  const { subject, period, kind } = row;
  return {
    whose: subject === "everyone" ? "everyone" : subject.startsWith("key_") ? "key" : "person",
    period,
    kind,
    limitMicros: Number(row.limitMicros),
    spentMicros: Number(row.spentMicros),
    reservedMicros: Number(row.reservedMicros),
    renewsAt: periodEnd(period, at).toISOString(),
  };
}
