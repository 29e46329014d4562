import { z } from "zod";
import type { ModelInfo, Prices } from "../types.ts";
import { dollarsToMicros, isBelievable, perTokenToMicrosPerMillion } from "./price.ts";

const fee = z.string().nullish();
/** In dollars: for a token, and for what is asked beside the tokens. */
const pricing = z.object({ prompt: z.string(), completion: z.string(), request: fee, image: fee, web_search: fee });

const openRouterModel = z.object({
  id: z.string().min(1).max(200),
  name: z.string().max(300).optional(),
  context_length: z.number().int().positive().nullish().catch(null),
  pricing: pricing.nullish().catch(null),
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
  const dearest = dearestOf(listed.map(pricesOf));
  return listed.map((model) => ({
    id: `${provider}/${model.id}`,
    name: model.name ?? model.id,
    provider,
    contextTokens: model.context_length ?? null,
    maxOutputTokens: model.top_provider?.max_completion_tokens ?? null,
    prices: choosesModel(model) ? dearest : pricesOf(model),
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
    ...fees({
      requestMicros: Math.max(...known.map((one) => one.requestMicros ?? 0)),
      imageMicros: Math.max(...known.map((one) => one.imageMicros ?? 0)),
    }),
  };
}

/** Models that search the web whether they are told to or not, and bill for it; others do so only when a request asks. */
const searching = /^perplexity\/|-search(-preview)?\b|:online\b/;

/** Null: none is listed, or something in it is no price. */
function pricesOf({ id, pricing }: z.infer<typeof openRouterModel>): Prices | null {
  if (!pricing) return null;
  const inputMicrosPerMillion = perTokenToMicrosPerMillion(pricing.prompt);
  const outputMicrosPerMillion = perTokenToMicrosPerMillion(pricing.completion);
  const request = dollarsToMicros(pricing.request ?? "0");
  const search = dollarsToMicros((searching.test(id) && pricing.web_search) || "0");
  const image = dollarsToMicros(pricing.image ?? "0");
  if (inputMicrosPerMillion === null || outputMicrosPerMillion === null) return null;
  if (request === null || search === null || image === null) return null;
  const more = fees({ requestMicros: Number(request + search), imageMicros: Number(image) });
  return { inputMicrosPerMillion, outputMicrosPerMillion, ...more };
}

/** Those of them that are asked for. */
function fees({ requestMicros, imageMicros }: { requestMicros: number; imageMicros: number }) {
  return { ...(requestMicros > 0 && { requestMicros }), ...(imageMicros > 0 && { imageMicros }) };
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
    prices: z
      .object({
        inputMicrosPerMillion: z.number(),
        outputMicrosPerMillion: z.number(),
        requestMicros: z.number().optional(),
        imageMicros: z.number().optional(),
      })
      .nullable(),
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
