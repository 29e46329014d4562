import type { Span, Tracer } from "@causerie/core/server";
import type { Outcome } from "@causerie/llm";
import type { CallOrigin, ModelCalls } from "../model-calls/model-calls.ts";
import type { Metrics } from "./metrics.ts";

/** The same calls, each with its span and counted. */
export function observedCalls(calls: ModelCalls, deps: { tracer: Tracer; metrics: Metrics | null }): ModelCalls {
  function observe<O extends Outcome>(origin: CallOrigin, model: string, call: () => Promise<O>): Promise<O> {
    const provider = model.split("/", 1)[0] ?? model;
    const { purpose, userId, conversationId, runId } = origin;
    const attributes = {
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": provider,
      "gen_ai.request.model": model,
      "user.id": userId,
      "causerie.purpose": purpose,
      ...(conversationId === null ? {} : { "gen_ai.conversation.id": conversationId }),
      ...(runId === null ? {} : { "causerie.run.id": runId }),
    };
    return deps.tracer.span({ name: `chat ${provider}`, kind: "client", attributes }, async (span) => {
      const outcome = await call();
      describeOutcome(span, outcome);
      deps.metrics?.modelCall({ provider, purpose, outcome });
      return outcome;
    });
  }

  return {
    ...calls,
    generate: (origin, request, options, admitted) =>
      observe(origin, request.model, () => calls.generate(origin, request, options, admitted)),
    complete: (origin, request, options) =>
      observe(origin, request.model, () => calls.complete(origin, request, options)),
  };
}

function describeOutcome(span: Span, { status, error, usage, answeredBy, firstTokenMs }: Outcome): void {
  span.set({
    "causerie.outcome": status,
    ...(answeredBy === null ? {} : { "gen_ai.response.model": answeredBy }),
    ...(usage.inputTokens === null ? {} : { "gen_ai.usage.input_tokens": usage.inputTokens }),
    ...(usage.outputTokens === null ? {} : { "gen_ai.usage.output_tokens": usage.outputTokens }),
    ...(firstTokenMs === null ? {} : { "causerie.first_token_ms": firstTokenMs }),
  });
  if (error) span.fail(error.code);
}
