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
/** Beyond this no model is asked: the question names the conversation. */
const maxWaiting = 100;
const timeoutMs = 20_000;

/** Names conversations after their first exchange, in the background. */
export function createTitles(deps: {
  modelCalls: ModelCalls;
  titleModel(forModel: string, userId: string): string;
  /** Names a conversation; `unlessNamed`: only one that has no name. */
  propose(ownerId: string, conversationId: string, title: string, unlessNamed: boolean): Promise<void>;
  log: Logger;
}) {
  const waiting: TitleRequest[] = [];
  const abort = new AbortController();
  const workers = new Set<Promise<void>>();
  let working = 0;

  /** What a model calls the exchange; empty when none can say. */
  async function ask(request: TitleRequest): Promise<string> {
    const model = deps.titleModel(request.model, request.userId);
    const question = request.question.slice(0, 2000);
    const { answer } = request;
    // The guide is no model and has nothing to say about a title.
    if (answer === null || model.startsWith("guide/") || abort.signal.aborted) return "";
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
    return outcome.status === "complete" ? cleanTitle(text) : "";
  }

  async function work(): Promise<void> {
    working++;
    for (let request = waiting.shift(); request; request = waiting.shift()) {
      await name(request, await ask(request));
    }
    working--;
  }

  /** Of several answers to the question one may have been named by a model already: the question's own words give way. */
  async function name({ ownerId, conversationId, question }: TitleRequest, proposed: string): Promise<void> {
    try {
      await deps.propose(ownerId, conversationId, proposed || titleFrom(question.slice(0, 2000)), proposed === "");
    } catch (error) {
      deps.log.warn({ err: error, conversationId }, "conversation could not be named");
    }
  }

  function follow(work: Promise<void>): void {
    const done = work.finally(() => workers.delete(done));
    workers.add(done);
  }

  return {
    request(request: TitleRequest): void {
      if (request.answer === null || waiting.length >= maxWaiting) {
        follow(name(request, ""));
        return;
      }
      waiting.push(request);
      if (working < concurrency) follow(work());
    },
    /** Asks no model any more: what still has no name gets it from its question. */
    async close(): Promise<void> {
      abort.abort();
      await Promise.all(workers);
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
      .replace(/^(?:title|titre)\s*:\s*["'«“\s]*/iu, "")
      .replace(/[*_`"'»”.,;:\s]+$/u, ""),
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
