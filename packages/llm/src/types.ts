import type { AppErrorCode } from "@causerie/core";
import type { AddedProvider } from "./config.ts";
import type { Probe } from "./providers/probe.ts";

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
  /** Of it, what the provider says it billed; null when it does not say. */
  billedMicros: bigint | null;
  /** The provider did not say: the tokens are counted by what was sent and what had come. */
  estimated?: true;
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

/** Millionths of a US dollar for a million tokens, e.g. 3,000,000 for 3 dollars; and what is asked for beside the tokens. */
export type Prices = {
  inputMicrosPerMillion: number;
  outputMicrosPerMillion: number;
  /** For each call, in millionths of a US dollar; absent: nothing. */
  requestMicros?: number | undefined;
  /** For each image that is sent. */
  imageMicros?: number | undefined;
};

export type ModelInfo = {
  /** `provider/model`, as in {@link ChatRequest.model}. */
  id: string;
  name: string;
  provider: string;
  contextTokens: number | null;
  maxOutputTokens: number | null;
  prices: Prices | null;
  /** The provider sends a bill: without a price nobody knows for how much. Absent: it runs on someone's own hardware. */
  bills?: boolean | undefined;
  abilities: { reasoning: boolean; images: boolean; tools: boolean };
  /** Whether the provider says what its models can; else `abilities` are all false, and nobody knows. */
  abilitiesKnown: boolean;
};

/** A chat completion in OpenAI's form, to be passed on as it is. */
export type CompletionRequest = {
  /** `provider/model`, as in {@link ChatRequest.model}. */
  model: string;
  /** OpenAI's fields, `messages` among them, without those that are decided here: model, stream, stream_options. */
  fields: Readonly<Record<string, unknown>>;
  stream: boolean;
  /** With `stream`: the last event, one without choices, says the usage. */
  includeUsage: boolean;
};

export type CompletionOptions = {
  /** Aborting ends the answer promptly with `stopped` and closes the connection to the provider. */
  signal: AbortSignal;
  /**
   * Whole server-sent events in OpenAI's form, in order, without `[DONE]`; never called after `complete` has resolved.
   * A promise holds the provider back until it resolves.
   *
   * @param isLast nothing more follows, and `complete` resolves at once.
   */
  onEvents(events: string | Buffer, isLast: boolean): Promise<void> | undefined;
};

export type Completion = Outcome & {
  /** The answer as JSON text in OpenAI's form, when it is complete and was not streamed. */
  body: string | null;
};

/** A provider that the environment names. */
export type ConfiguredProvider = {
  id: string;
  kind: "openrouter" | "compatible";
  baseUrl: string;
  /** The last four characters of its key; null: it has none. */
  keyLast4: string | null;
};

export type Llm = {
  /** Streams one answer. Never throws: trouble is an outcome. */
  generate(request: ChatRequest, options: GenerateOptions): Promise<Outcome>;
  /** One answer in OpenAI's form, as the provider writes it. Never throws: trouble is an outcome. */
  complete(request: CompletionRequest, options: CompletionOptions): Promise<Completion>;
  /** What can be chosen; from memory when there is anything, else waits at most a few seconds for the provider. */
  listModels(): Promise<ModelInfo[]>;
  /** One model, also one that its provider knows but does not list; null when no provider here would take it. */
  modelInfo(id: string): Promise<ModelInfo | null>;
  /** The model for a conversation that names none. Can change while the process runs: see `providers/ollama.ts`. */
  readonly defaultModel: string;
  /** A cheap model of the same provider for a title; the model itself when there is none cheaper. */
  titleModel(forModel: string): string;
  /** The providers that the environment names. */
  readonly configured: readonly ConfiguredProvider[];
  /**
   * Puts these providers in the place of those that were added before; answers in progress go on. One of the environment with
   * the same id goes first.
   *
   * @param unusable ids of providers that are known and have no key that can be read: who asks them learns that.
   */
  setProviders(providers: readonly AddedProvider[], unusable: readonly string[]): void;
  /** Asks a provider for its models: one by its id (null: there is none), or one that is not added yet. */
  probe(provider: string | AddedProvider): Promise<Probe | null>;
  /** Closes all connections: stop the answers in progress first, or they end as cut. */
  close(): void;
};
