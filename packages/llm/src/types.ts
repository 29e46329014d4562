import type { AppErrorCode } from "@causerie/core";

export type ChatMessage = { role: "system" | "user" | "assistant"; text: string };

export type ChatRequest = {
  /**
   * `provider/model`: everything before the first slash names the provider, the rest is the provider's own name of the
   * model, slashes included: `openrouter/openai/gpt-5`, `openrouter/openrouter/auto`, `ollama/llama3.2`, `guide/guide`.
   */
  model: string;
  messages: ChatMessage[];
  maxOutputTokens?: number;
  temperature?: number;
};

export type DeltaKind = "text" | "reasoning";

/** Why an answer failed. `detail` is for the log: no secret and nothing that a person or a model wrote. */
export type Failure = { code: AppErrorCode; params: Record<string, string | number>; detail: string };

export type FinishReason = "stop" | "length" | "content-filter" | "error" | "other";

export type Usage = {
  inputTokens: number | null;
  outputTokens: number | null;
  reasoningTokens: number | null;
  /** Millionths of a US dollar: what the provider billed, else tokens × price; null when neither is known. */
  costMicros: bigint | null;
};

export type Outcome = {
  status: "complete" | "stopped" | "failed";
  finishReason: FinishReason | null;
  /** Present exactly when `status` is `failed`. */
  error?: Failure;
  /** The model that the provider says answered, by the provider's own name. */
  answeredBy: string | null;
  usage: Usage;
  /** Milliseconds from the call to the first delta of either kind; null when none came. */
  firstTokenMs: number | null;
  durationMs: number;
};

export type GenerateOptions = {
  /** Aborting ends the answer promptly with `stopped` and closes the connection to the provider. */
  signal: AbortSignal;
  /** Called in order, never after `generate` has resolved. */
  onDelta(kind: DeltaKind, text: string): void;
};

/** Millionths of a US dollar for a million tokens, e.g. 3,000,000 for 3 dollars. */
export type Prices = { inputMicrosPerMillion: number; outputMicrosPerMillion: number };

export type ModelInfo = {
  /** `provider/model`, as in {@link ChatRequest.model}. */
  id: string;
  name: string;
  provider: string;
  contextTokens: number | null;
  maxOutputTokens: number | null;
  prices: Prices | null;
  abilities: { reasoning: boolean; images: boolean; tools: boolean };
};

export type Llm = {
  /** Streams one answer. Never throws: trouble is an outcome. */
  generate(request: ChatRequest, options: GenerateOptions): Promise<Outcome>;
  /** What can be chosen; from memory when there is anything, else waits at most a few seconds for the provider. */
  listModels(): Promise<ModelInfo[]>;
  /** One model, also one that its provider knows but does not list; null when no provider here would take it. */
  modelInfo(id: string): Promise<ModelInfo | null>;
  /** The model for a conversation that names none. Can change while the process runs: see `providers/ollama.ts`. */
  readonly defaultModel: string;
  /** A cheap model of the same provider for a title; the model itself when there is none cheaper. */
  titleModel(forModel: string): string;
  /** Closes all connections: stop the answers in progress first, or they end as cut. */
  close(): void;
};
