import { z } from "zod";
import type { ModelInfo, Prices } from "../types.ts";
import { isBelievable, perTokenToMicrosPerMillion } from "./price.ts";

const openRouterModel = z.object({
  id: z.string().min(1).max(200),
  name: z.string().max(300).optional(),
  context_length: z.number().int().positive().nullish().catch(null),
  pricing: z.object({ prompt: z.string(), completion: z.string() }).nullish().catch(null),
  top_provider: z.object({ max_completion_tokens: z.number().int().positive().nullish() }).nullish().catch(null),
  supported_parameters: z.array(z.string()).nullish().catch(null),
  architecture: z
    .object({ input_modalities: z.array(z.string()).nullish(), output_modalities: z.array(z.string()).nullish() })
    .nullish()
    .catch(null),
});

const compatibleModel = z.object({
  id: z.string().min(1).max(200),
  /** vLLM's name of the context length. */
  max_model_len: z.number().int().positive().nullish().catch(null),
});

/** The entries of `{ data: [...] }` that can be read; one odd entry does not take the others with it. */
function entries<T>(body: unknown, schema: z.ZodType<T>): T[] {
  const { data } = z.object({ data: z.array(z.unknown()) }).parse(body);
  return data.flatMap((entry) => {
    const result = schema.safeParse(entry);
    return result.success ? [result.data] : [];
  });
}

/**
 * OpenRouter's `GET /models`. Models that write no text (images, sound) are left out.
 * @throws {z.ZodError} when `body` is no list.
 */
export function parseOpenRouterModels(provider: string, body: unknown): ModelInfo[] {
  const listed = entries(body, openRouterModel).filter(
    (model) => model.architecture?.output_modalities?.includes("text") ?? true,
  );
  const dearest = dearestOf(listed.map(({ pricing }) => pricesOf(pricing)));
  return listed.map((model) => ({
    id: `${provider}/${model.id}`,
    name: model.name ?? model.id,
    provider,
    contextTokens: model.context_length ?? null,
    maxOutputTokens: model.top_provider?.max_completion_tokens ?? null,
    prices: choosesModel(model) ? dearest : pricesOf(model.pricing),
    bills: true,
    abilities: {
      reasoning: model.supported_parameters?.includes("reasoning") ?? false,
      images: model.architecture?.input_modalities?.includes("image") ?? false,
      tools: model.supported_parameters?.includes("tools") ?? false,
    },
    abilitiesKnown: Boolean(model.supported_parameters && model.architecture?.input_modalities),
  }));
}

/** OpenRouter's own models that pass a request on to another have its price, and -1 as their own. */
function choosesModel({ id, pricing }: z.infer<typeof openRouterModel>): boolean {
  return id.startsWith("openrouter/") && pricing?.prompt === "-1" && pricing.completion === "-1";
}

/** The most that any of the models costs; those whose price can't be true are never chosen. Null: none has a price. */
function dearestOf(prices: readonly (Prices | null)[]): Prices | null {
  const known = prices.filter((one) => one !== null).filter(isBelievable);
  if (known.length === 0) return null;
  return {
    inputMicrosPerMillion: Math.max(...known.map((one) => one.inputMicrosPerMillion)),
    outputMicrosPerMillion: Math.max(...known.map((one) => one.outputMicrosPerMillion)),
  };
}

function pricesOf(pricing: { prompt: string; completion: string } | null | undefined): Prices | null {
  if (!pricing) return null;
  const inputMicrosPerMillion = perTokenToMicrosPerMillion(pricing.prompt);
  const outputMicrosPerMillion = perTokenToMicrosPerMillion(pricing.completion);
  if (inputMicrosPerMillion === null || outputMicrosPerMillion === null) return null;
  return { inputMicrosPerMillion, outputMicrosPerMillion };
}

/**
 * The `GET /models` of a server that speaks OpenAI's protocol; it says little more than names.
 * @throws {z.ZodError} when `body` is no list.
 */
export function parseCompatibleModels(provider: string, body: unknown): ModelInfo[] {
  return entries(body, compatibleModel).map((model) => ({
    ...bareModel(provider, model.id),
    contextTokens: model.max_model_len ?? null,
  }));
}

/** A model of which nothing but the name is known. */
export function bareModel(provider: string, model: string): ModelInfo {
  return {
    id: `${provider}/${model}`,
    name: model,
    provider,
    contextTokens: null,
    maxOutputTokens: null,
    prices: null,
    abilities: { reasoning: false, images: false, tools: false },
    abilitiesKnown: false,
  };
}

const storedModels = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    provider: z.string(),
    contextTokens: z.number().nullable(),
    maxOutputTokens: z.number().nullable(),
    prices: z.object({ inputMicrosPerMillion: z.number(), outputMicrosPerMillion: z.number() }).nullable(),
    bills: z.boolean().optional(),
    abilities: z.object({ reasoning: z.boolean(), images: z.boolean(), tools: z.boolean() }),
    abilitiesKnown: z.boolean().default(false),
  }),
);

/** A list as a catalogue store gave it back; null when it is from another version or broken. */
export function parseStoredModels(data: unknown): ModelInfo[] | null {
  const result = storedModels.safeParse(data);
  return result.success ? result.data : null;
}
