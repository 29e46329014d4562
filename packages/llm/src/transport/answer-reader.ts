import { asTextChunk, isRecord, prepend, type TextChunk, textOf } from "./merge.ts";
import { createSseParser } from "./sse.ts";
import type { Trouble } from "./trouble.ts";

/** What has come since the last batch. */
export type Batch = {
  /** The stream for the provider's parser, with adjacent text merged; empty when nothing came. */
  text: string;
  /** Whether it has a piece of the answer, and not only comments or empty deltas. */
  hasAnswer: boolean;
  hasComment: boolean;
  trouble: Trouble | null;
};

export type AnswerReader = {
  /** Takes what the network gave. `bytes` may be reused after the call. */
  push(bytes: Buffer): void;
  /** The connection ended in order. */
  end(): void;
  take(): Batch;
  /** Whether the provider has said that the answer is complete. */
  readonly finished: boolean;
};

/** Reads a stream of chat completion chunks, merges what belongs together and finds what is wrong with it. */
export function createAnswerReader(limits: { characters: number }): AnswerReader {
  let out = "";
  let held: TextChunk | null = null;
  let hasAnswer = false;
  let hasComment = false;
  let trouble: Trouble | null = null;
  let finished = false;
  let characters = 0;

  const parser = createSseParser({
    onComment() {
      hasComment = true;
    },
    onEvent(data) {
      if (trouble !== null) return;
      if (data === "[DONE]") {
        finished = true;
        flush();
        out += "data: [DONE]\n\n";
        return;
      }
      const chunk = parse(data);
      if (!isRecord(chunk)) {
        trouble = { kind: "malformed", reason: "an event is no JSON object" };
      } else if (chunk.error !== undefined && chunk.error !== null) {
        trouble = { kind: "error-chunk", error: chunk.error };
      } else {
        add(chunk, data);
      }
    },
  });

  function add(chunk: Record<string, unknown>, data: string): void {
    if (endsAnswer(chunk)) finished = true;
    const text = asTextChunk(chunk);
    if (text === null) {
      flush();
      hasAnswer ||= !isEmptyDelta(chunk);
      out += `data: ${data}\n\n`;
      return;
    }
    const length = textOf(text).length;
    hasAnswer ||= length > 0;
    characters += length;
    if (characters > limits.characters) {
      trouble = { kind: "too-large", limit: limits.characters };
      return;
    }
    if (held !== null && !prepend(held, text)) flush();
    held = text;
  }

  function flush(): void {
    if (held === null) return;
    out += `data: ${JSON.stringify(held.chunk)}\n\n`;
    held = null;
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
      // An event that the end of the connection broke off is a cut, not a mistake of the provider.
      if (trouble === null || (before === null && trouble.kind === "malformed")) {
        trouble = finished ? null : { kind: "cut", reason: "the stream ended without a finish reason" };
      }
    },
    take() {
      flush();
      const batch = { text: out, hasAnswer, hasComment, trouble };
      out = "";
      hasAnswer = false;
      hasComment = false;
      return batch;
    },
    get finished() {
      return finished;
    },
  };
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

function firstChoice(chunk: Record<string, unknown>): Record<string, unknown> | null {
  const choice: unknown = Array.isArray(chunk.choices) ? chunk.choices[0] : undefined;
  return isRecord(choice) ? choice : null;
}

function endsAnswer(chunk: Record<string, unknown>): boolean {
  const reason = firstChoice(chunk)?.finish_reason;
  return typeof reason === "string" && reason !== "";
}

/** The first chunk of many servers only names the role. It must not count as the answer's beginning. */
function isEmptyDelta(chunk: Record<string, unknown>): boolean {
  const delta = firstChoice(chunk)?.delta;
  if (!isRecord(delta)) return true;
  for (const name in delta) {
    const value = delta[name];
    if (name === "role" || value === null || value === "" || (Array.isArray(value) && value.length === 0)) continue;
    return false;
  }
  return true;
}
