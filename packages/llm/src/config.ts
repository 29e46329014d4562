import type { AddressPolicy } from "./transport/address-guard.ts";

export type OpenRouterConfig = {
  apiKey: string;
  baseUrl: string;
  /** OpenRouter's own name of the model that answers when none is chosen, e.g. `openrouter/auto`. */
  defaultModel: string;
  siteUrl?: string;
  appName: string;
};

export type CompatibleConfig = {
  baseUrl: string;
  apiKey?: string;
  /** What can be chosen, the first by default; empty: whatever the server lists. */
  models: string[];
};

/** A provider that is added while the process runs. */
export type AddedProvider = {
  /** The first segment of its models' ids. */
  id: string;
  kind: "openrouter" | "compatible";
  baseUrl: string;
  apiKey: string | null;
  /** What can be chosen; empty: whatever the server lists. */
  models: readonly string[];
};

export type Timeouts = {
  /** From the request to the first piece of the answer, keep-alive comments starting the count anew. */
  firstTokenMs: number;
  /** The longest that keep-alive comments can put off the first piece. */
  firstTokenWithKeepAliveMs: number;
  /** Between two pieces of the answer. */
  betweenTokensMs: number;
};

export const defaultTimeouts: Timeouts = {
  firstTokenMs: 60_000,
  firstTokenWithKeepAliveMs: 300_000,
  betweenTokensMs: 30_000,
};

export type LlmConfig = {
  openRouter: OpenRouterConfig | null;
  compatible: CompatibleConfig | null;
  /** Where Ollama is looked for when neither of the others is set; null: nowhere. */
  ollamaUrl: string | null;
  /** Where providers that are added may be: nowhere but on the open internet, unless the operator allows it. */
  addedAddresses?: AddressPolicy;
  timeouts: Timeouts;
};
