import { type Clock, newId } from "@causerie/core";
import type {
  ChatRequest,
  Completion,
  CompletionOptions,
  CompletionRequest,
  GenerateOptions,
  Llm,
  Outcome,
} from "@causerie/llm";
import { insertUsage, type UsageRow } from "./usage.repo.ts";

export type { UsageRow };
/** Writes finished calls down, within the transaction that is given. */
export const writeUsage = insertUsage;

/** Who caused a model call, and what for. */
export type CallOrigin = {
  purpose: UsageRow["purpose"];
  userId: string;
  conversationId: string | null;
  runId: string | null;
};

export type ModelCalls = {
  /** One model call, counted. Never throws: trouble is an outcome. */
  generate(origin: CallOrigin, request: ChatRequest, options: GenerateOptions): Promise<Outcome>;
  /** One model call in OpenAI's form, counted alike. Never throws. */
  complete(origin: CallOrigin, request: CompletionRequest, options: CompletionOptions): Promise<Completion>;
};

/**
 * The one place through which every model call goes, whatever caused it, so that none is left out of the accounts.
 *
 * @param deps.record where a finished call is written down.
 */
export function createModelCalls(deps: { llm: Llm; clock: Clock; record(row: UsageRow): void }): ModelCalls {
  const { llm, clock, record } = deps;

  function account(origin: CallOrigin, model: string, { usage, durationMs }: Outcome): void {
    record({
      id: newId("usageEvent"),
      ...origin,
      provider: providerOf(model),
      model,
      inputTokens: usage.inputTokens ?? 0,
      outputTokens: usage.outputTokens ?? 0,
      reasoningTokens: usage.reasoningTokens ?? 0,
      costMicros: usage.costMicros,
      durationMs: Math.round(durationMs),
      createdAt: clock.now(),
    });
  }

  return {
    async generate(origin, request, options) {
      const outcome = await llm.generate(request, options);
      account(origin, request.model, outcome);
      return outcome;
    },
    async complete(origin, request, options) {
      const completion = await llm.complete(request, options);
      account(origin, request.model, completion);
      return completion;
    },
  };
}

/** The first segment of `provider/model`. */
export function providerOf(model: string): string {
  return model.split("/", 1)[0] ?? model;
}
