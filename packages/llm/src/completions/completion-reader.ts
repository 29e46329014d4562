import { finishReasonOf, isRecord, type Json } from "../transport/chunk.ts";
import { createSseParser } from "../transport/sse.ts";
import type { Trouble } from "../transport/trouble.ts";

/** What is known of an answer that was passed on, whole or in part. */
export type Passed = {
  /** The model that the provider says answered. */
  answeredBy: string | null;
  finishReason: string | null;
  /** As the provider wrote it. */
  usage: Json | null;
  /** How many chunks, and how many UTF-16 units of text in them: what is left to guess tokens from when usage is missing. */
  chunks: number;
  characters: number;
};

export type CompletionReader = {
  /** Takes what the network gave. `bytes` may be reused after the call. */
  push(bytes: Buffer): void;
  /** The connection ended in order. */
  end(): void;
  /** The events that came since the last call, ready to be sent on. */
  take(): { events: string; trouble: Trouble | null };
  /** `[DONE]` was read: nothing more is to come. */
  readonly done: boolean;
  /** The provider has said that the answer is complete. */
  readonly finished: boolean;
  readonly passed: Passed;
};

/**
 * Reads chunks of a chat completion that are passed on as they are, and finds what is wrong with them.
 *
 * Only what differs between providers is changed: usage comes once, in an event of its own without choices, and only to
 * who asked for it.
 *
 * @param options.characters the longest answer, in UTF-16 units of JSON.
 */
export function createCompletionReader(options: { includeUsage: boolean; characters: number }): CompletionReader {
  const passed: Passed = { answeredBy: null, finishReason: null, usage: null, chunks: 0, characters: 0 };
  let events = "";
  let trouble: Trouble | null = null;
  let done = false;
  let last: Json | null = null;
  let length = 0;

  const parser = createSseParser({ onEvent });

  function onEvent(data: string): void {
    if (trouble !== null || done) return;
    if (data === "[DONE]") {
      finish();
      return;
    }
    const chunk = parse(data);
    if (!isRecord(chunk)) trouble = { kind: "malformed", reason: "an event is no JSON object" };
    else if (chunk.error !== undefined && chunk.error !== null) trouble = { kind: "error-chunk", error: chunk.error };
    else onChunk(chunk, data);
  }

  function onChunk(chunk: Json, data: string): void {
    last = chunk;
    passed.finishReason = finishReasonOf(chunk) ?? passed.finishReason;
    passed.chunks += 1;
    passed.characters += textLength(chunk);
    if (isRecord(chunk.usage)) {
      passed.usage = chunk.usage;
      const { usage, ...rest } = chunk;
      if (!saysNothing(rest)) add(JSON.stringify(rest));
    } else {
      add(data);
    }
  }

  function add(data: string): void {
    events += `data: ${data}\n\n`;
    length += data.length;
    if (length > options.characters) trouble ??= { kind: "too-large", limit: options.characters };
  }

  function finish(): void {
    done = true;
    const { usage } = passed;
    if (!options.includeUsage || usage === null || last === null) return;
    const { id, created, model } = last;
    events += `data: ${JSON.stringify({ id, object: "chat.completion.chunk", created, model, choices: [], usage })}\n\n`;
  }

  return {
    push(bytes) {
      try {
        parser.push(bytes);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        trouble ??= { kind: "malformed", reason: error.message };
      }
    },
    end() {
      const before = trouble;
      parser.end();
      const finished = done || passed.finishReason !== null;
      // An event that the end of the connection broke off is a cut, not a mistake of the provider.
      if (trouble === null || (before === null && trouble.kind === "malformed")) {
        trouble = finished ? null : { kind: "cut", reason: "the stream ended without a finish reason" };
      }
      if (trouble === null && !done) finish();
    },
    take() {
      const taken = events;
      events = "";
      return { events: taken, trouble };
    },
    get done() {
      return done;
    },
    get finished() {
      return done || passed.finishReason !== null;
    },
    get passed() {
      const model = last?.model;
      return typeof model === "string" ? { ...passed, answeredBy: model } : passed;
    },
  };
}

function textLength(chunk: Json): number {
  const choice: unknown = Array.isArray(chunk.choices) ? chunk.choices[0] : undefined;
  if (!isRecord(choice) || !isRecord(choice.delta)) return 0;
  const { content, reasoning } = choice.delta;
  return (typeof content === "string" ? content.length : 0) + (typeof reasoning === "string" ? reasoning.length : 0);
}

/** A chunk that came for its usage alone. */
function saysNothing(chunk: Json): boolean {
  if (finishReasonOf(chunk) !== null) return false;
  const choice: unknown = Array.isArray(chunk.choices) ? chunk.choices[0] : undefined;
  if (!isRecord(choice) || !isRecord(choice.delta)) return true;
  return Object.entries(choice.delta).every(([name, value]) => name === "role" || value === "" || value === null);
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
