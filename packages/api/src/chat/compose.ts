import { buildContext, type ChatMessage } from "@causerie/llm";
import type { ModelView } from "../models/models.schema.ts";
import type { BranchMessage, StoredRequest } from "./chat.repo.ts";
import { companyPrompt, continuePrompt, defaultSystemPrompt } from "./system-prompt.ts";

/** Room that is left for the answer when the model's limit counts both. */
const reservedForAnswer = 1024;

/** Usernames by id of those who wrote in a conversation. */
export type Names = Readonly<Record<string, string>>;

export type Composed = { messages: ChatMessage[]; stored: StoredRequest };

export type ComposeInput = {
  model: ModelView;
  /** The branch up to the question, oldest first. */
  before: readonly BranchMessage[];
  question: { id: string; text: string; authorId: string | null };
  /** Null where one person alone writes. */
  names: Names | null;
  memoryMessages: number;
};

/**
 * What goes to the model for a question: a function of its branch alone.
 *
 * @throws {AppError} MODEL_CONTEXT_TOO_LONG when the question alone does not fit.
 */
export function compose(input: ComposeInput): Composed {
  return build(input, [{ ...input.question, role: "user" }]);
}

/** What goes to the model so that it goes on with an answer that was cut. Throws as {@link compose}. */
export function composeContinuation(input: ComposeInput & { answer: { id: string; text: string } }): Composed {
  const { answer, question } = input;
  const { messages, stored } = build(input, [
    { ...question, role: "user" },
    { ...answer, role: "assistant", authorId: null },
  ]);
  return {
    messages: [...messages, { role: "user", text: continuePrompt }],
    stored: { ...stored, partial: { messageId: answer.id, length: answer.text.length } },
  };
}

type Line = Pick<BranchMessage, "id" | "role" | "authorId" | "text">;

function build({ model, before, names, memoryMessages }: ComposeInput, end: readonly Line[]): Composed {
  // An answer that never came says nothing, and some providers refuse an empty message.
  const branch = [...before, ...end].filter((message) => message.text.trim() !== "");
  const system = systemPrompt(names !== null);
  const context = buildContext({
    systemPrompt: system,
    messages: branch.map((message) => ({ role: message.role, text: spokenText(message, names) })),
    memoryMessages,
    contextTokens: model.contextTokens,
    reservedOutputTokens: Math.min(model.maxOutputTokens ?? reservedForAnswer, reservedForAnswer),
  });
  const messageIds = branch.slice(context.dropped).map((message) => message.id);
  return { messages: context.messages, stored: { system, messageIds, ...(names && { names }) } };
}

function systemPrompt(company: boolean): string {
  return company ? `${defaultSystemPrompt} ${companyPrompt}` : defaultSystemPrompt;
}

/** A message as the model reads it: where several people write, with its author's name. */
function spokenText(message: Pick<Line, "role" | "authorId" | "text">, names: Names | null): string {
  const name = names && message.role === "user" && message.authorId ? names[message.authorId] : undefined;
  return name === undefined ? message.text : `${name}: ${message.text}`;
}

/** Exactly what was sent for a run, from what was kept of it and the texts of its messages as far as they are still there. */
export function recompose(
  request: StoredRequest,
  texts: readonly Line[],
): { messages: { role: "system" | "user" | "assistant"; text: string }[]; deletedMessages: number } {
  const { system, messageIds, partial } = request;
  const byId = new Map(texts.map((message) => [message.id, message]));
  const kept = messageIds.flatMap((id) => byId.get(id) ?? []);
  const lines = kept.map((message) => {
    const text = message.id === partial?.messageId ? message.text.slice(0, partial.length) : message.text;
    return { role: message.role, text: spokenText({ ...message, text }, request.names ?? null) };
  });
  const end = partial ? [{ role: "user" as const, text: continuePrompt }] : [];
  return {
    messages: [{ role: "system", text: system }, ...lines, ...end],
    deletedMessages: messageIds.length - kept.length,
  };
}
