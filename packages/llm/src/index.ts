export type { CatalogueStore } from "./catalogue/catalogue.ts";
export { costOf, isBelievable, isFree } from "./catalogue/price.ts";
export type { AddedProvider, CompatibleConfig, LlmConfig, OpenRouterConfig, Timeouts } from "./config.ts";
export { defaultTimeouts } from "./config.ts";
export { buildContext, type Context, type ContextInput } from "./context.ts";
export { type LlmEnv, llmConfigFromEnv, llmEnvShape } from "./env.ts";
export { createLlm } from "./llm.ts";
export type { Probe, ProbeFailure } from "./providers/probe.ts";
export { splitModelId } from "./providers/provider.ts";
export { createTokenCount, estimateTokens, mostTokens } from "./tokens.ts";
export { isPublicAddress } from "./transport/address-guard.ts";
export type {
  ChatMessage,
  ChatRequest,
  Completion,
  CompletionOptions,
  CompletionRequest,
  ConfiguredProvider,
  DeltaKind,
  Failure,
  FinishReason,
  GenerateOptions,
  Llm,
  ModelInfo,
  Outcome,
  Prices,
  Usage,
} from "./types.ts";
