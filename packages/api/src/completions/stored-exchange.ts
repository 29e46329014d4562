import { AppError, type Clock } from "@causerie/core";
import type { CompletionOptions } from "@causerie/llm";
import type { ChatService } from "../chat/chat.service.ts";
import type { Principal } from "../context.ts";
import type { MessageView, RunView } from "../messages/messages.schema.ts";
import type { CompletionInput } from "./completions.schema.ts";

export type StoredOptions = {
  /** Aborting leaves the answer to itself: it is written to its end all the same. */
  signal: AbortSignal;
  onEvents: CompletionOptions["onEvents"];
  /** The conversation in which it is kept, before anything of the answer. */
  onConversation(id: string): void;
  /** Checks anew who is asking; rejects when they may go on no longer. */
  check(): Promise<Pick<Principal, "key">>;
};

/** What has a meaning beside `store`. Anything else would be kept by nobody, and so is refused. */
const understood: ReadonlySet<string> = new Set<keyof CompletionInput>([
  "model",
  "messages",
  "stream",
  "stream_options",
  "store",
  "metadata",
  "n",
  "user",
  "service_tier",
  "prompt_cache_key",
  "safety_identifier",
]);

/**
 * Exchanges that are kept as a conversation of the person, as those of the app are: what was said there before is sent with
 * the question, and the answer is written to its end whoever leaves.
 */
export function createStoredExchange(deps: { clock: Clock; chat: ChatService }) {
  const { clock, chat } = deps;

  /** @throws {AppError} INVALID_INPUT, and as `chat.send`; why the model gave no answer. */
  return async (
    principal: Principal,
    input: CompletionInput,
    options: StoredOptions,
  ): Promise<{ body: string | null }> => {
    const { userId, key } = principal;
    const content = questionOf(input);
    const { conversation_id: conversationId } = input.metadata ?? {};
    const model = input.model && input.model !== "default" ? input.model : undefined;
    const sent = await chat.send(userId, { content, conversationId, model, keyId: key?.id ?? null });
    options.onConversation(sent.conversationId);
    const { runId } = sent;
    if (runId === null) {
      const publicMessage = "The message is kept; the assistant answers there only when it is mentioned.";
      throw new AppError("CONFLICT", { message: "nobody was asked", publicMessage });
    }
    const metadata = { conversation_id: sent.conversationId, message_id: sent.assistantMessageId };
    const head = { id: runId, created: Math.floor(clock.now().getTime() / 1000), model: model ?? "default", metadata };
    const event = (rest: object) =>
      options.onEvents(`data: ${JSON.stringify({ ...head, object: "chat.completion.chunk", ...rest })}\n\n`, false);
    const piece = (delta: object, finish: string | null) =>
      event({ choices: [{ index: 0, delta, finish_reason: finish }] });

    let role: object = { role: "assistant" };
    const told = { text: "", reasoning: "" };
    const tell = async (kind: "text" | "reasoning", text: string) => {
      if (text === "") return;
      told[kind] += text;
      await piece({ ...role, ...(kind === "text" ? { content: text } : { reasoning: text }) }, null);
      role = {};
    };
    const { signal, check } = options;
    for await (const item of chat.followRun({ userId, key, runId, lastEventId: null, check, signal })) {
      if (item.event.type === "delta" && input.stream) {
        await tell(item.event.kind, item.event.text);
      } else if (item.event.type === "message") {
        const { message } = item.event;
        const { run } = message;
        if (!run || run.status === "queued" || run.status === "streaming") continue;
        head.model = run.model;
        const finish = finishOf(run);
        const usage = usageOf(run);
        if (input.stream) {
          // What came before anybody listened.
          for (const kind of ["reasoning", "text"] as const)
            await tell(kind, saidIn(message, kind).slice(told[kind].length));
          await piece({}, finish);
          if (input.stream_options?.include_usage) await event({ choices: [], usage });
          return { body: null };
        }
        const choices = [{ index: 0, message: answerOf(message), finish_reason: finish }];
        return { body: JSON.stringify({ ...head, object: "chat.completion", choices, usage }) };
      }
    }
    if (signal.aborted) return { body: null };
    throw new AppError("NOT_FOUND", { message: "the conversation was deleted meanwhile" });
  };
}

/** The one new message: what came before it is in the conversation. */
function questionOf(input: CompletionInput): string {
  const [param] = Object.entries(input).flatMap(([name, value]) =>
    value === null || value === undefined || understood.has(name) ? [] : name,
  );
  if (param !== undefined)
    refuse(param, `${param} can't be used together with store: a conversation does not keep it.`);
  const [message, ...more] = input.messages;
  if (message?.role !== "user" || more.length > 0) {
    refuse(
      "messages",
      "With store, send the new message of the user alone: the conversation holds what came before it.",
    );
  }
  if (typeof message.content === "string") return message.content;
  return message.content
    .map((part) => (part.type === "text" ? part.text : refuse("messages", "Images can't be stored.")))
    .join("\n\n");
}

function refuse(param: string, publicMessage: string): never {
  throw new AppError("INVALID_INPUT", { message: `can't be stored: ${param}`, publicMessage, params: { param } });
}

function answerOf(message: MessageView) {
  const reasoning = saidIn(message, "reasoning");
  return { role: "assistant", content: saidIn(message, "text"), refusal: null, ...(reasoning && { reasoning }) };
}

function saidIn({ parts }: MessageView, kind: "text" | "reasoning"): string {
  return parts.flatMap((part) => (part.type === kind ? part.text : [])).join("");
}

/** @throws {AppError} what ended the run before its time. */
function finishOf({ status, error, finishReason }: RunView): string {
  if (status === "failed") throw new AppError(error?.code ?? "INTERNAL", { params: error?.params ?? {} });
  if (status === "interrupted") throw new AppError("UNAVAILABLE", { message: "the run was interrupted" });
  return finishReason === "length" ? "length" : "stop";
}

function usageOf({ inputTokens, outputTokens, reasoningTokens }: RunView) {
  const [prompt, completion] = [inputTokens ?? 0, outputTokens ?? 0];
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    completion_tokens_details: { reasoning_tokens: reasoningTokens ?? 0 },
  };
}
