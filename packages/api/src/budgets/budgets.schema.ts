import { z } from "zod";
import { idOf, isoTime, storableText } from "../schema-parts.ts";

/** Of a day or a month in UTC. */
export const budgetPeriod = z.enum(["day", "month"]);
export type BudgetPeriod = z.infer<typeof budgetPeriod>;
/** `hard` refuses a call that could go beyond it; `warning` says so and lets it through. */
export const budgetKind = z.enum(["hard", "warning"]);
export type BudgetKind = z.infer<typeof budgetKind>;

/** A million dollars: whoever types more has mistaken the unit. */
const mostMicros = 1_000_000_000_000;

export const setBudgetInput = z.object({
  /** Everyone together, a person or an API key. */
  subject: z.union([z.literal("everyone"), idOf("user"), idOf("apiKey")]),
  period: budgetPeriod,
  kind: budgetKind,
  /** Millionths of a US dollar; 0 lets nothing through that costs anything. Null: no budget. */
  limitMicros: z.number().int().min(0).max(mostMicros).nullable(),
});
export type SetBudget = z.infer<typeof setBudgetInput>;

/** Amounts in millionths of a US dollar. */
const standing = {
  period: budgetPeriod,
  kind: budgetKind,
  limitMicros: z.number().int(),
  spentMicros: z.number().int(),
  /** The most that calls under way may cost. */
  reservedMicros: z.number().int(),
  renewsAt: isoTime,
};

export const budgetView = z.object({
  whose: z.enum(["everyone", "person", "key"]),
  /** `everyone`, or an id. */
  subject: z.string(),
  /** The person's username, or the key's own name. */
  name: z.string().nullable(),
  /** The username of whose key it is. Null: it is not for a key. */
  person: z.string().nullable(),
  ...standing,
});
export type BudgetView = z.infer<typeof budgetView>;
export const listBudgetsOutput = z.object({ items: z.array(budgetView) });

export const budgetSubjectsInput = z.object({
  /** Of a username or email, or of a key's name or beginning. */
  query: storableText.trim().max(200).default(""),
});
export const budgetSubject = z.object({
  id: z.string(),
  username: z.string(),
  email: z.string(),
  keys: z.array(z.object({ id: z.string(), name: z.string(), prefix: z.string() })),
});
export type BudgetSubject = z.infer<typeof budgetSubject>;
/** The newest that match; more of the query narrows them down. */
export const budgetSubjectsOutput = z.object({ items: z.array(budgetSubject) });

export const nextCostInput = z.object({
  /** Absent: a new one. */
  conversationId: idOf("conversation").optional(),
  /** Absent: the one that would answer. */
  model: storableText.min(1).max(200).optional(),
});
export const nextCostOutput = z.object({
  /** Null: it costs nothing that is known. */
  cost: z
    .object({
      /** The most that an empty message would cost. */
      baseMicros: z.number().int(),
      /** What is written adds to it: a token at most for each of its bytes. */
      inputMicrosPerMillion: z.number().int(),
    })
    .nullable(),
  /** Of the hard budget with the least. Null: none counts it. */
  left: z.object({ micros: z.number().int(), period: budgetPeriod }).nullable(),
  /** A budget that warns and is used up. */
  warned: z.object({ limitMicros: z.number().int(), period: budgetPeriod }).nullable(),
});
export type NextCost = z.infer<typeof nextCostOutput>;

export const myBudget = z.object({ whose: z.enum(["everyone", "person", "key"]), ...standing });
export type MyBudget = z.infer<typeof myBudget>;
export const myBudgetsOutput = z.object({ items: z.array(myBudget) });
