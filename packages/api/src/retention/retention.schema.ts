import { z } from "zod";
import { isoTime } from "../schema-parts.ts";

/** Entries of the audit log stay this long at least, whatever is asked: nobody wipes away what they have just done. */
export const leastAuditDays = 30;

const days = z.number().int().max(36_500);

/** After how many days what is deleted; null: never. */
export const retentionRules = z.object({
  conversationDays: days.min(1).nullable(),
  /** Spares the conversations that someone pinned. */
  keepPinned: z.boolean(),
  auditDays: days.min(leastAuditDays).nullable(),
  /** The records of single calls; their sums by day stay. */
  usageDays: days.min(1).nullable(),
});
export type RetentionRules = z.infer<typeof retentionRules>;

export const retentionCounts = z.object({
  conversations: z.number().int(),
  auditEntries: z.number().int(),
  usageEvents: z.number().int(),
});
export type RetentionCounts = z.infer<typeof retentionCounts>;

export const retentionState = z.object({
  rules: retentionRules,
  /** What was deleted the last time that rules were in force; null: not yet. */
  lastPass: z.object({ at: isoTime, deleted: retentionCounts }).nullable(),
});
export type RetentionState = z.infer<typeof retentionState>;

export const updateRetentionInput = z.object({ data: retentionRules });
export const runRetentionOutput = z.object({ deleted: retentionCounts });
