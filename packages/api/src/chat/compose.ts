import { buildContext, type ChatMessage } from "@causerie/llm";
import type { ModelView } from "../models/models.schema.ts";
import type { BranchMessage, StoredRequest } from "./chat.repo.ts";
import { defaultSystemPrompt } from "./system-prompt.ts";

/** Room that is left for the answer when the model's limit counts both. */
const reservedForAnswer = 1024;

/**
 * What goes to the model for a question: a function of its branch alone.
 *
 * @param before the branch up to the question, oldest first.
 * @throws {AppError} MODEL_CONTEXT_TOO_LONG when the question alone does not fit.
 */
export function compose(
  model: ModelView,
  before: readonly BranchMessage[],
  question: { id: string; text: string },
  memoryMessages: number,
): { messages: ChatMessage[]; stored: StoredRequest } {
  // An answer that never came says nothing, and some providers refuse an empty message.
  const branch = [...before.filter((message) => message.text.trim() !== ""), { ...question, role: "user" as const }];
  const context = buildContext({
    systemPrompt: defaultSystemPrompt,
    messages: branch.map(({ role, text }) => ({ role, text })),
    memoryMessages,
    contextTokens: model.contextTokens,
    reservedOutputTokens: Math.min(model.maxOutputTokens ?? reservedForAnswer, reservedForAnswer),
  });
  const sent = branch.slice(context.dropped);
  return {
    messages: context.messages,
    stored: { system: defaultSystemPrompt, messageIds: sent.map((message) => message.id) },
  };
}
