import { z } from "zod";
import { scopes } from "../context.ts";
import { idOf, isoTime, storableText } from "../schema-parts.ts";

const name = storableText.trim().min(1).max(100);
export const keyScope = z.enum(scopes);

export const createKeyInput = z
  .object({
    name,
    scopes: z
      .array(keyScope)
      .min(1)
      .max(scopes.length)
      .transform((list) => [...new Set(list)]),
    /** Absent: until it is revoked. */
    expiresInDays: z.number().int().min(1).max(3650).optional(),
    /** Absent: only its person's own limits. */
    ratePerMinute: z.number().int().min(1).max(10_000).optional(),
    /** The most that it may spend in a period, in millionths of a US dollar. Absent: only its person's own budget. */
    budgetMicros: z.number().int().min(0).max(1_000_000_000_000).optional(),
    budgetPeriod: z.enum(["day", "month"]).optional(),
  })
  .refine((key) => (key.budgetMicros === undefined) === (key.budgetPeriod === undefined), {
    path: ["budgetPeriod"],
    message: "A budget has an amount and a period.",
  });
export type CreateKey = z.infer<typeof createKeyInput>;

export const keyView = z.object({
  id: z.string(),
  name: z.string(),
  /** How the key begins. */
  prefix: z.string(),
  scopes: z.array(keyScope),
  ratePerMinute: z.number().int().nullable(),
  budgetMicros: z.number().int().nullable(),
  budgetPeriod: z.enum(["day", "month"]).nullable(),
  expiresAt: isoTime.nullable(),
  /** Until then the key before the last rotation is good too. */
  previousUntil: isoTime.nullable(),
  /** To the minute; null: never. */
  lastUsedAt: isoTime.nullable(),
  createdAt: isoTime,
});
export type KeyView = z.infer<typeof keyView>;
export const keys = z.object({ items: z.array(keyView) });

/** The key itself is only ever in this answer. */
export const newKey = keyView.extend({ key: z.string() });
export type NewKey = z.infer<typeof newKey>;

export const keyIdInput = z.object({ id: idOf("apiKey") });
export const renameKeyInput = keyIdInput.extend({ name });
export const rotateKeyInput = keyIdInput.extend({
  /** For how long the old key stays good; at most a week. */
  overlapHours: z
    .number()
    .int()
    .min(0)
    .max(7 * 24)
    .default(24),
});
