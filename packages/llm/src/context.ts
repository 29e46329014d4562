import { AppError } from "@causerie/core";
import { estimateTokens } from "./tokens.ts";
import type { ChatMessage } from "./types.ts";

/** What a message costs beyond its text, for its role and the marks around it. */
const tokensPerMessage = 4;

export type ContextInput = {
  /** Empty: none is sent. */
  systemPrompt: string;
  /** One branch of one conversation, oldest first. */
  messages: readonly ChatMessage[];
  /** How many of the last messages may be sent. */
  memoryMessages: number;
  /** The model's limit for question and answer together; null when it is unknown: no limit. */
  contextTokens: number | null;
  /** What must stay free for the answer. */
  reservedOutputTokens: number;
};

export type Context = {
  messages: ChatMessage[];
  /** How many messages of the branch were left out, empty ones not counted. */
  dropped: number;
  /** By {@link estimateTokens}, the system prompt included. */
  estimatedTokens: number;
};

/**
 * What is sent to a model: the system prompt, then the last messages of the branch that fit. A pure function of its
 * input, so nothing of another conversation can get in.
 *
 * Messages without text (an answer that failed before its first token) are skipped. Of the rest the newest are kept without
 * a gap. The newest user message and what follows it are always sent.
 *
 * @throws {AppError} MODEL_CONTEXT_TOO_LONG with `{ limit, tokens }` when the system prompt and those alone don't fit.
 */
export function buildContext(input: ContextInput): Context {
  const budget =
    input.contextTokens === null ? Number.POSITIVE_INFINITY : input.contextTokens - input.reservedOutputTokens;
  const branch = input.messages.filter((message) => message.text.trim() !== "");
  const newestUser = branch.findLastIndex((message) => message.role === "user");
  const required = newestUser === -1 ? branch.length : newestUser;

  let estimatedTokens = input.systemPrompt === "" ? 0 : costOf(input.systemPrompt);
  let start = branch.length;
  while (start > 0) {
    const message = branch[start - 1];
    if (message === undefined) break;
    const cost = costOf(message.text);
    const isRequired = start - 1 >= required;
    const fits = branch.length - start < input.memoryMessages && estimatedTokens + cost <= budget;
    if (!isRequired && !fits) break;
    estimatedTokens += cost;
    start -= 1;
  }
  if (estimatedTokens > budget) {
    throw new AppError("MODEL_CONTEXT_TOO_LONG", {
      message: `the newest message needs about ${estimatedTokens} tokens of ${budget}`,
      params: { limit: Math.max(0, budget), tokens: estimatedTokens },
    });
  }
  const system: ChatMessage[] = input.systemPrompt === "" ? [] : [{ role: "system", text: input.systemPrompt }];
  const kept = branch.slice(start).map(({ role, text }) => ({ role, text }));
  return { messages: [...system, ...kept], dropped: start, estimatedTokens };
}

function costOf(text: string): number {
  return estimateTokens(text) + tokensPerMessage;
}
