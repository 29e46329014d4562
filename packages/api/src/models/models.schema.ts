import { z } from "zod";

export const modelView = z.object({
  /** `provider/model`. */
  id: z.string(),
  name: z.string(),
  provider: z.string(),
  contextTokens: z.number().int().nullable(),
  maxOutputTokens: z.number().int().nullable(),
  /** Millionths of a US dollar per million tokens; null: unknown. */
  prices: z.object({ inputMicrosPerMillion: z.number().int(), outputMicrosPerMillion: z.number().int() }).nullable(),
  abilities: z.object({ reasoning: z.boolean(), images: z.boolean(), tools: z.boolean() }),
});
export type ModelView = z.infer<typeof modelView>;
export const listModelsOutput = z.object({ items: z.array(modelView), defaultModel: z.string() });
