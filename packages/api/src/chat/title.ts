import type { Logger } from "@causerie/core/server";
import { type ModelCalls, newCallId } from "../model-calls/model-calls.ts";

export type TitleRequest = {
  /** Who asked, and whose usage it is. */
  userId: string;
  /** The API key by which they asked. */
  keyId: string | null;
  ownerId: string;
  conversationId: string;
  question: string;
  /** Null when it was stopped or failed: then the question names the conversation, and no model is asked. */
  answer: string | null;
  model: string;
};

const prompt =
  "Name this conversation in at most six words, in the language of the question. " +
  "Answer with the name alone: no quotation marks, no full stop.";
/** Titles are a courtesy: few at a time, so that they never hold back an answer. */
const concurrency = 2;
const maxWaiting = 100;
const timeoutMs = 20_000;

/** Names conversations after their first exchange, in the background. */
export function createTitles(deps: {
  modelCalls: ModelCalls;
  titleModel(forModel: string, userId: string): string;
  propose(ownerId: string, conversationId: string, title: string): Promise<void>;
  log: Logger;
}) {
  const waiting: TitleRequest[] = [];
  const abort = new AbortController();
  let working = 0;

  async function ask(request: TitleRequest): Promise<string> {
    const model = deps.titleModel(request.model, request.userId);
    const question = request.question.slice(0, 2000);
    const { answer } = request;
    // The guide is no model and has nothing to say about a title.
    if (answer === null || model.startsWith("guide/")) return titleFrom(question);
    let text = "";
    const outcome = await deps.modelCalls.generate(
      {
        callId: newCallId(),
        purpose: "title",
        userId: request.userId,
        keyId: request.keyId,
        conversationId: request.conversationId,
        runId: null,
      },
      {
        model,
        maxOutputTokens: 40,
        messages: [
          { role: "system", text: prompt },
          { role: "user", text: `${question}\n\n---\n\n${answer.slice(0, 1000)}` },
        ],
      },
      {
        signal: AbortSignal.any([abort.signal, AbortSignal.timeout(timeoutMs)]),
        onDelta(kind, delta) {
          if (kind === "text") text += delta;
        },
      },
    );
    return (outcome.status === "complete" && cleanTitle(text)) || titleFrom(question);
  }

  async function work(): Promise<void> {
    working++;
    for (let request = waiting.shift(); request; request = waiting.shift()) {
      try {
        await deps.propose(request.ownerId, request.conversationId, await ask(request));
      } catch (error) {
        deps.log.warn({ err: error, conversationId: request.conversationId }, "conversation could not be named");
      }
    }
    working--;
  }

  return {
    request(request: TitleRequest): void {
      if (waiting.length >= maxWaiting || abort.signal.aborted) return;
      waiting.push(request);
      if (working < concurrency) void work();
    },
    close(): void {
      waiting.length = 0;
      abort.abort();
    },
  };
}

const maxLength = 80;

/** What the model answered, as one line without decoration; empty when nothing is left of it. */
export function cleanTitle(text: string): string {
  const line = text.trim().split(/[\r\n]/, 1)[0] ?? "";
  return cut(
    withoutMarks(line.slice(0, 500))
      .replace(/^[#*_`"'«“\s]+/u, "")
      .replace(/[*_`"'»”.\s]+$/u, ""),
  );
}

/** Models write emphasis, code and links where they were asked for a bare name; what stands alone (`2 * 3`, `snake_case`) stays. */
function withoutMarks(line: string): string {
  return line
    .replaceAll(/!?\[([^\]]*)\]\([^)\s]*\)/gu, "$1")
    .replaceAll(/`([^`]+)`/gu, "$1")
    .replaceAll(/(\*{1,3})(?=\S)([^*]*[^*\s])\1/gu, "$2")
    .replaceAll(/(?<![\p{L}\p{N}_])(_{1,3})(?=\S)([^_]*[^_\s])\1(?![\p{L}\p{N}_])/gu, "$2");
}

/** The beginning of the question, at a word's end. */
export function titleFrom(question: string): string {
  return cut(question.replaceAll(/\s+/g, " ").trim());
}

function cut(text: string): string {
  const characters = [...text.toWellFormed().replaceAll("\0", "")];
  if (characters.length <= maxLength) return characters.join("");
  const head = characters.slice(0, maxLength - 1).join("");
  const space = head.lastIndexOf(" ");
  return `${space > maxLength / 2 ? head.slice(0, space) : head}…`;
}
