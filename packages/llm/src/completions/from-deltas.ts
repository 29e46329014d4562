import { type Clock, newId } from "@causerie/core";
import type { Provider } from "../providers/provider.ts";
import { isRecord } from "../transport/chunk.ts";
import type { ChatMessage, Completion, CompletionOptions, CompletionRequest, Usage } from "../types.ts";

/** A completion in OpenAI's form of a provider that has no such form of its own. Text alone goes in and comes out. */
export async function completeFromDeltas(
  provider: Pick<Provider, "id" | "generate">,
  call: { model: string; request: CompletionRequest; clock: Clock },
  options: CompletionOptions,
): Promise<Completion> {
  const { model, request } = call;
  const created = Math.floor(call.clock.now().getTime() / 1000);
  const head = { id: `chatcmpl-${newId("run")}`, created, model: `${provider.id}/${model}` };
  let content = "";

  const event = (rest: object) => {
    const chunk = { ...head, object: "chat.completion.chunk", ...rest };
    options.onEvents(`data: ${JSON.stringify(chunk)}\n\n`, false);
  };
  const piece = (delta: object, finish: string | null) =>
    event({ choices: [{ index: 0, delta, finish_reason: finish }] });

  const { max_completion_tokens: most = request.fields.max_tokens } = request.fields;
  const outcome = await provider.generate(
    model,
    {
      model: request.model,
      messages: textMessages(request.fields.messages),
      ...(typeof most === "number" ? { maxOutputTokens: most } : {}),
    },
    {
      signal: options.signal,
      onDelta(kind, text) {
        if (kind !== "text") return;
        if (request.stream) piece(content === "" ? { role: "assistant", content: text } : { content: text }, null);
        content += text;
      },
    },
  );
  if (outcome.status !== "complete") return { ...outcome, body: null };
  const usage = wireUsage(outcome.usage);
  const finish = outcome.finishReason === "length" ? "length" : "stop";
  if (request.stream) {
    piece({}, finish);
    if (request.includeUsage) event({ choices: [], usage });
    return { ...outcome, body: null };
  }
  const choices = [{ index: 0, message: { role: "assistant", content, refusal: null }, finish_reason: finish }];
  return { ...outcome, body: JSON.stringify({ ...head, object: "chat.completion", choices, usage }) };
}

function wireUsage({ inputTokens, outputTokens }: Usage) {
  const [prompt, completion] = [inputTokens ?? 0, outputTokens ?? 0];
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

/** The texts of messages in OpenAI's form. */
function textMessages(messages: unknown): ChatMessage[] {
  if (!Array.isArray(messages)) return [];
  return messages.flatMap((message: unknown): ChatMessage[] => {
    if (!isRecord(message)) return [];
    const { role } = message;
    const text = textOf(message.content);
    if (role === "user" || role === "assistant") return [{ role, text }];
    return role === "system" || role === "developer" ? [{ role: "system", text }] : [];
  });
}

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((part: unknown) => (isRecord(part) && typeof part.text === "string" ? part.text : "")).join("");
}
