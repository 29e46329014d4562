import { z } from "zod";
import { idOf, storableText } from "../schema-parts.ts";

export const modelView = z.object({
  /** `provider/model`. */
  id: z.string(),
  name: z.string(),
  provider: z.string(),
  contextTokens: z.number().int().nullable(),
  maxOutputTokens: z.number().int().nullable(),
  /** Millionths of a US dollar per million tokens; null: unknown. */
  prices: z.object({ inputMicrosPerMillion: z.number().int(), outputMicrosPerMillion: z.number().int() }).nullable(),
  /** The provider sends a bill: without a price the model is refused. */
  bills: z.boolean().optional(),
  abilities: z.object({ reasoning: z.boolean(), images: z.boolean(), tools: z.boolean() }),
});
export type ModelView = z.infer<typeof modelView>;
export const listModelsOutput = z.object({ items: z.array(modelView), defaultModel: z.string() });

/** The longest id of a model, and the most that are changed at once. */
const modelId = storableText
  .min(3)
  .max(300)
  .regex(/^[^/]+\/./);
const mostAtOnce = 1000;
/** A million dollars for a million tokens: no price is higher. */
const micros = z.number().int().min(0).max(1_000_000_000_000);
export const modelPrices = z.object({ inputMicrosPerMillion: micros, outputMicrosPerMillion: micros });

export const modelAudience = z.enum(["everyone", "admins", "named"]);
/** A model as admins see it. */
export const managedModel = modelView.extend({
  enabled: z.boolean(),
  audience: modelAudience,
  /** Who may use it when the audience is `named`. */
  people: z.array(z.object({ id: z.string(), username: z.string() })),
  /** Whether `prices` were set here; `listedPrices` is what the provider says. */
  pricesAreSet: z.boolean(),
  listedPrices: modelView.shape.prices,
});
export type ManagedModel = z.infer<typeof managedModel>;
export const managedModels = z.object({
  items: z.array(managedModel),
  /** What answers when nobody chose: the admins' choice (null: none), and what it comes down to. */
  chosenDefault: z.string().nullable(),
  defaultModel: z.string(),
  /** Whether a model of which nothing was said can be used. */
  newModels: z.boolean(),
});
export type ManagedModels = z.infer<typeof managedModels>;

export const updateModelsInput = z.object({
  ids: z.array(modelId).min(1).max(mostAtOnce),
  data: z.object({
    enabled: z.boolean().optional(),
    audience: modelAudience.optional(),
    people: z.array(idOf("user")).max(500).optional(),
    /** null: the provider's own. */
    prices: modelPrices.nullable().optional(),
  }),
});
export type UpdateModels = z.infer<typeof updateModelsInput>;
export const updateModelPolicyInput = z.object({
  data: z.object({ defaultModel: modelId.nullable().optional(), newModels: z.boolean().optional() }),
});
export type UpdateModelPolicy = z.infer<typeof updateModelPolicyInput>;
