import { AppError, type Clock } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database, Db } from "@causerie/db";
import type { Completion, CompletionOptions, ModelInfo } from "@causerie/llm";
import type { ChatService } from "../chat/chat.service.ts";
import type { Principal } from "../context.ts";
import { type ModelCalls, newCallId } from "../model-calls/model-calls.ts";
import type { ModelsService } from "../models/models.service.ts";
import { assertAnswerable } from "./abilities.ts";
import { type CompletionInput, completionInput, fieldsPassedOn, type ListedModel } from "./completions.schema.ts";
import { createStoredExchange, type StoredOptions } from "./stored-exchange.ts";

export type CompletionsService = ReturnType<typeof createCompletionsService>;

/** Chat completions in OpenAI's form: what a program sends goes to the model, and what the model says back to it. */
export function createCompletionsService(deps: {
  db: Database;
  log: Logger;
  clock: Clock;
  chat: ChatService;
  modelCalls: ModelCalls;
  models: ModelsService;
  users: { defaultModelOf(tx: Db, userId: string): Promise<string | null> };
  /** Throws SHUTTING_DOWN when nothing new may begin. */
  assertAccepting(): void;
}) {
  const { db, log, modelCalls, models, users } = deps;
  const exchange = createStoredExchange(deps);
  const open = new Set<AbortController>();
  let onEmpty: (() => void) | null = null;

  async function modelFor(userId: string, asked: string | null | undefined): Promise<ModelInfo> {
    if (asked && asked !== "default") return models.recent(asked, userId) ?? models.require(asked, userId);
    const own = await db.asUser(userId, (tx) => users.defaultModelOf(tx, userId));
    return models.require(models.usualFor(userId, own), userId);
  }

  return {
    /** @throws {AppError} INVALID_INPUT naming the parameter in `params.param` where it can. */
    parse(body: unknown): CompletionInput {
      const parsed = completionInput.safeParse(body);
      if (parsed.success) return parsed.data;
      throw new AppError("INVALID_INPUT", { message: "not a chat completion", cause: parsed.error });
    },

    /**
     * One answer, passed on as the model writes it. It ends with its caller and nothing of it is kept but the accounts, unless
     * `store` is set: then it is one of a conversation.
     *
     * @throws {AppError} MODEL_UNKNOWN, MODEL_NOT_ALLOWED, INVALID_INPUT when the model can't do what is asked, SHUTTING_DOWN, and why the
     *   provider gave no answer, also when some of it was passed on.
     */
    async complete(
      principal: Principal,
      input: CompletionInput,
      options: CompletionOptions & StoredOptions,
    ): Promise<Pick<Completion, "body">> {
      deps.assertAccepting();
      if (input.store) return exchange(principal, input, options);
      if (input.metadata) throw notStored();
      const { userId, key } = principal;
      const model = await modelFor(userId, input.model);
      assertAnswerable(model, input);
      const own = new AbortController();
      open.add(own);
      const onAbort = () => own.abort();
      options.signal.addEventListener("abort", onAbort, { once: true });
      if (options.signal.aborted) own.abort();
      try {
        const completion = await modelCalls.complete(
          { callId: newCallId(), purpose: "api", userId, keyId: key?.id ?? null, conversationId: null, runId: null },
          {
            model: model.id,
            fields: fieldsPassedOn(input),
            stream: input.stream ?? false,
            includeUsage: input.stream_options?.include_usage ?? false,
          },
          { ...options, signal: own.signal },
        );
        const { error, status, body } = completion;
        if (error) {
          log.warn({ userId, model: model.id, code: error.code, detail: error.detail }, "completion failed");
          throw new AppError(error.code, { message: error.detail, params: error.params });
        }
        if (status === "stopped" && !options.signal.aborted) throw new AppError("SHUTTING_DOWN");
        return { body };
      } finally {
        options.signal.removeEventListener("abort", onAbort);
        open.delete(own);
        if (open.size === 0) onEmpty?.();
      }
    },

    async listModels({ userId }: Principal): Promise<ListedModel[]> {
      return (await models.list(userId)).items.map(listed);
    },

    /** @throws {AppError} MODEL_UNKNOWN, MODEL_NOT_ALLOWED */
    async getModel({ userId }: Principal, id: string): Promise<ListedModel> {
      return listed(await models.require(id, userId));
    },

    /** Gives the answers in progress `graceMs`, then ends them; resolves when each is accounted for. */
    async drain(graceMs: number): Promise<void> {
      if (open.size === 0) return;
      const empty = new Promise<void>((resolve) => {
        onEmpty = resolve;
      });
      const timer = setTimeout(() => {
        for (const controller of open) controller.abort();
      }, graceMs);
      await empty;
      clearTimeout(timer);
    },
  };
}

/** OpenAI's interface takes metadata only to store it. */
const notStored = () =>
  new AppError("INVALID_INPUT", {
    message: "metadata without store",
    publicMessage: "metadata is only kept with store: true.",
    params: { param: "metadata" },
  });

function listed(model: ModelInfo): ListedModel {
  const { id, name, provider, contextTokens, maxOutputTokens } = model;
  return {
    id,
    object: "model",
    created: 0,
    owned_by: provider,
    name,
    context_length: contextTokens,
    max_output_tokens: maxOutputTokens,
  };
}
