import { z } from "zod";

/** A day in UTC, e.g. `2026-11-21`. */
const day = z.iso.date();
/** The longest time that is added up at once, in days. */
const mostDays = 366;

const period = { from: day, to: day };
const isOrdered = ({ from, to }: { from: string; to: string }) => {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  return days >= 0 && days < mostDays;
};

/** Both days are counted. */
export const myUsageInput = z
  .object({ ...period, by: z.enum(["day", "model", "key", "conversation"]) })
  .refine(isOrdered, "expected at most 366 days, the first one first");
export type MyUsage = z.infer<typeof myUsageInput>;

export const allUsageInput = z
  .object({ ...period, by: z.enum(["day", "model", "key", "user"]) })
  .refine(isOrdered, "expected at most 366 days, the first one first");
export type AllUsage = z.infer<typeof allUsageInput>;

export const usageRow = z.object({
  /** The day, the model's id or the id of the key, conversation or user; empty: none, or accounts that are gone. */
  id: z.string(),
  /** What that is called, where it has a name. */
  name: z.string().nullable(),
  calls: z.number().int(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  /** Millionths of a US dollar. */
  costMicros: z.number().int(),
});
export type UsageSum = z.infer<typeof usageRow>;
/** The dearest first; days in their order. */
export const usageOutput = z.object({ items: z.array(usageRow) });
