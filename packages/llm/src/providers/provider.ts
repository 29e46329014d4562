import type { LanguageModelV4, LanguageModelV4StreamPart } from "@ai-sdk/provider";
import type { Json } from "../transport/chunk.ts";
import type {
  ChatRequest,
  Completion,
  CompletionOptions,
  CompletionRequest,
  GenerateOptions,
  ModelInfo,
  Outcome,
} from "../types.ts";

/** One source of models. `model` is always the provider's own name, without the provider's id in front. */
export type Provider = {
  readonly id: string;
  /** The model to use when none is named. */
  defaultModel(): string;
  generate(model: string, request: ChatRequest, options: GenerateOptions): Promise<Outcome>;
  complete(model: string, request: CompletionRequest, options: CompletionOptions): Promise<Completion>;
  listModels(): Promise<ModelInfo[]>;
  modelInfo(model: string): Promise<ModelInfo | null>;
  titleModel(model: string): string;
  /** Asks the provider itself, with its key, and gives the number of its models. @throws when it says no, or nothing. */
  probe(): Promise<number>;
};

export type FinishPart = Extract<LanguageModelV4StreamPart, { type: "finish" }>;

/** What is particular to a provider that is reached over HTTP. */
export type Wire = {
  readonly id: string;
  /** As {@link ModelInfo.bills}. */
  readonly bills: boolean;
  /** The AI SDK's model, sending through `fetch`. */
  languageModel(model: string, fetch: typeof globalThis.fetch): LanguageModelV4;
  /** What the provider says it billed, in millionths of a dollar; null when it does not say. */
  billedMicros(finish: FinishPart): bigint | null;
  readonly completions: CompletionWire;
};

/** How a provider takes chat completions in OpenAI's form. */
export type CompletionWire = {
  url: URL;
  headers: Record<string, string>;
  /** What is added to each request, e.g. that the answer is to say what it cost. */
  fields: Json;
  /** As {@link Wire.billedMicros}, from the `usage` of an answer. */
  billedMicros(usage: Json): bigint | null;
};

/** `openrouter/openai/gpt-5` → `{ provider: "openrouter", model: "openai/gpt-5" }`; null when there is no slash. */
export function splitModelId(id: string): { provider: string; model: string } | null {
  const slash = id.indexOf("/");
  if (slash <= 0 || slash === id.length - 1) return null;
  return { provider: id.slice(0, slash), model: id.slice(slash + 1) };
}
